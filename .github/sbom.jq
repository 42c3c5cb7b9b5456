# The packages of the function as a CycloneDX 1.6 bill of materials, from its lock file:
#   jq --arg version 1.2.3 -f .github/sbom.jq src/AcmApprover.Lambda/packages.lock.json
# A lock file has a section for each target; it holds the SHA-512 of each package, in base64.

def hex: explode | map(
    (if . >= 97 then . - 71 elif . >= 65 then . - 65 elif . >= 48 then . + 4 elif . == 43 then 62 else 63 end)
    | [. / 32, . / 16, . / 8, . / 4, . / 2, .] | map(floor % 2))
  | flatten as $bits
  | [range(0; $bits | length; 4) | $bits[.:. + 4] | .[0] * 8 + .[1] * 4 + .[2] * 2 + .[3] | "0123456789abcdef"[.:. + 1]] | join("");

{
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", name: "AcmApprover", version: $version, licenses: [{ license: { id: "MIT" } }] } },
  components: [
    [.dependencies[] | to_entries[] | select(.value.resolved) | { name: .key, version: .value.resolved, hash: .value.contentHash }]
    | unique[]
    | {
        type: "library",
        "bom-ref": "pkg:nuget/\(.name)@\(.version)",
        name,
        version,
        purl: "pkg:nuget/\(.name)@\(.version)",
        # 64 bytes: the padding is two characters, and four bits of the last one belong to nothing.
        hashes: [{ alg: "SHA-512", content: (.hash | rtrimstr("==") | hex | .[:128]) }]
      }
  ]
}
