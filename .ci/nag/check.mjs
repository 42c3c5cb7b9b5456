// cdk-nag's AwsSolutions pack over plain CloudFormation: node .ci/nag/check.mjs TEMPLATE...
// A finding fails, unless accepted.json says why it stays. What is accepted there and found nowhere any more fails, too.

import { readFileSync } from "node:fs";
import { App, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { AwsSolutionsChecks } from "cdk-nag";

const accepted = JSON.parse(readFileSync(new URL("accepted.json", import.meta.url), "utf8"));
const findings = new Set();

for (const templateFile of process.argv.slice(2)) {
  const app = new App();
  const stack = new Stack(app, "Stack", { env: { account: "111122223333", region: "eu-west-1" } });
  new CfnInclude(stack, "Template", { templateFile });
  for (const { ruleName, violatingResources } of new AwsSolutionsChecks(app).validateScope(stack).violations) {
    for (const resource of violatingResources) {
      const name = resource.constructPath.split("/").at(-1);
      // Of a Fn::Sub with values of its own, the text is enough.
      findings.add(`${name} ${ruleName.replace(/\["([^"]+)",\{.*\}\]/, "$1")}`);
    }
  }
}

const surplus = [...findings].filter((finding) => !accepted[finding]);
const missing = Object.keys(accepted).filter((finding) => !findings.has(finding));
surplus.forEach((finding) => console.error(`found: ${finding}`));
missing.forEach((finding) => console.error(`accepted, but not found any more: ${finding}`));
console.log(`${findings.size} findings, ${surplus.length} of them not accepted`);
process.exitCode = surplus.length + missing.length > 0 || findings.size === 0 ? 1 : 0;
