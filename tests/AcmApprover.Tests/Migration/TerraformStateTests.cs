using System.Text;
using AcmApprover.Identifiers;
using AcmApprover.Migration.Code;

namespace AcmApprover.Tests.Migration;

/// <summary>Terraform's states and plans, in the forms that Terraform writes.</summary>
public sealed class TerraformStateTests
{
    private const string Arn = "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000001";
    private const string OtherArn = "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000002";

    private const string Shown = $$$$$$"""
        {"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {
          "resources": [
            {"address": "aws_acm_certificate.site", "mode": "managed", "type": "aws_acm_certificate", "name": "site",
             "values": {"arn": "{{{{{{Arn}}}}}}", "validation_method": "EMAIL", "private_key": "do not read"}},
            {"address": "data.aws_acm_certificate.found", "mode": "data", "type": "aws_acm_certificate", "name": "found",
             "values": {"arn": "{{{{{{Arn}}}}}}"}},
            {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "values": {"arn": "arn:aws:s3:::b"}}],
          "child_modules": [{"address": "module.web", "child_modules": [{"address": "module.web.module.edge", "resources": [
            {"address": "module.web.module.edge.aws_acm_certificate.cdn[\"a\"]", "mode": "managed", "type": "aws_acm_certificate",
             "name": "cdn", "index": "a", "values": {"arn": "{{{{{{OtherArn}}}}}}", "validation_method": "NONE"}}]}]}]}}}
        """;

    private const string Stored = $$$$$$"""
        {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": [
          {"mode": "managed", "type": "aws_acm_certificate", "name": "site", "provider": "p",
           "instances": [{"schema_version": 0, "attributes": {"arn": "{{{{{{Arn}}}}}}", "validation_method": "EMAIL"}}]},
          {"module": "module.web[0]", "mode": "managed", "type": "aws_acm_certificate", "name": "cdn", "provider": "p",
           "instances": [{"index_key": "a", "attributes": {"arn": "{{{{{{OtherArn}}}}}}", "validation_method": "DNS"}},
                         {"index_key": 1, "attributes": {"arn": null, "validation_method": "DNS"}}]},
          {"mode": "data", "type": "aws_acm_certificate", "name": "found", "instances": [{"attributes": {"arn": "{{{{{{Arn}}}}}}"}}]}]}
        """;

    [Fact]
    public void Certificates_are_found_in_every_module_of_a_shown_state() =>
        Assert.Equal(
            [
                new TerraformCertificate("aws_acm_certificate.site", CertificateArn.Parse(Arn), "EMAIL"),
                new("module.web.module.edge.aws_acm_certificate.cdn[\"a\"]", CertificateArn.Parse(OtherArn), "NONE"),
            ],
            TerraformState.Read(Encoding.UTF8.GetBytes(Shown))
        );

    [Fact]
    public void Certificates_are_found_in_a_state_file() =>
        Assert.Equal(
            [
                new TerraformCertificate("aws_acm_certificate.site", CertificateArn.Parse(Arn), "EMAIL"),
                new("module.web[0].aws_acm_certificate.cdn[\"a\"]", CertificateArn.Parse(OtherArn), "DNS"),
            ],
            TerraformState.Read(Encoding.UTF8.GetBytes(Stored))
        );

    [Fact]
    public void A_plan_is_read_for_the_state_before_it() =>
        Assert.Equal(
            ["aws_acm_certificate.site", "module.web.module.edge.aws_acm_certificate.cdn[\"a\"]"],
            TerraformState
                .Read(
                    Encoding.UTF8.GetBytes($$$$$$"""{"format_version": "1.2", "planned_values": {}, "prior_state": {{{{{{Shown}}}}}}}""")
                )!
                .Select(certificate => certificate.Address)
        );

    [Fact]
    public void An_empty_state_has_no_certificates() => Assert.Equal([], TerraformState.Read("""{"format_version": "1.0"}"""u8.ToArray()));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("terraform {}")]
    [InlineData("""{"resources": []}""")]
    [InlineData("""{"version": 4}""")]
    public void What_is_no_state_is_not_taken_for_an_empty_one(string text) =>
        Assert.Null(TerraformState.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""["no-op"]""", PlannedEffect.Kept)]
    [InlineData("""["read"]""", PlannedEffect.Kept)]
    [InlineData("""["update"]""", PlannedEffect.Updated)]
    [InlineData("""["delete", "create"]""", PlannedEffect.Replaced)]
    [InlineData("""["create", "delete"]""", PlannedEffect.Replaced)]
    [InlineData("""["delete"]""", PlannedEffect.Removed)]
    [InlineData("""["forget"]""", PlannedEffect.Removed)]
    [InlineData("""["something-new"]""", PlannedEffect.Replaced)]
    [InlineData("[1]", PlannedEffect.Replaced)]
    [InlineData("[]", PlannedEffect.Replaced)]
    [InlineData("null", PlannedEffect.Replaced)]
    public void Only_a_change_that_is_known_to_be_harmless_keeps_a_certificate(string actions, PlannedEffect effect)
    {
        var plan = TerraformPlan.Read(
            Encoding.UTF8.GetBytes(
                $$$$$$"""
                {"format_version": "1.2", "resource_changes": [
                  {"address": "aws_acm_certificate.site", "mode": "managed", "type": "aws_acm_certificate", "name": "site",
                   "change": {"actions": {{{{{{actions}}}}}}, "after": null,
                      "before": {"arn": "{{{{{{Arn}}}}}}", "validation_method": "EMAIL"}}},
                  {"address": "aws_acm_certificate.new", "mode": "managed", "type": "aws_acm_certificate", "name": "new",
                   "change": {"actions": ["create"], "before": null, "after": {}}}]}
                """
            )
        );

        Assert.Equal(
            [KeyValuePair.Create(CertificateArn.Parse(Arn), new PlannedChange("aws_acm_certificate.site", effect))],
            plan!.Changes
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"resource_changes": {}}""")]
    public void What_is_no_plan_proves_nothing(string text) => Assert.Null(TerraformPlan.Read(Encoding.UTF8.GetBytes(text)));
}
