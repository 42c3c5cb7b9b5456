using System.Text;

namespace AcmApprover.Migration.Publishing;

/// <summary>
/// Terraform resources of the AWS provider for the records, and import blocks for those that exist already (Terraform language, "import";
/// AWS provider, <c>aws_route53_record</c>: <c>ZONEID_name_type</c>).
/// </summary>
public static class TerraformRecords
{
    /// <summary>The variable that stands for the hosted zone where its id is not known.</summary>
    private const string ZoneVariable = "acm_validation_zone_id";

    /// <summary>A resource for each record.</summary>
    /// <param name="records">The records.</param>
    /// <param name="areThere">Whether the records exist already, so that Terraform must import them and create none.</param>
    public static string Write(IReadOnlyCollection<RecordToPublish> records, bool areThere)
    {
        var hcl = new StringBuilder();
        if (records.Any(record => record.Zone?.HostedZoneId is null))
        {
            hcl.Append(
                $$"""
                variable "{{ZoneVariable}}" {
                  description = "Hosted zone of the records whose zone is not named here"
                  type        = string
                }


                """
            );
        }

        foreach (var (record, domains, zone) in records)
        {
            var label = LabelOf(record);
            hcl.Append(
                $$"""
                # Validates {{string.Join(", ", domains)}} for AWS Certificate Manager. Keep it: ACM asks again at every renewal.
                resource "aws_route53_record" "{{label}}" {
                  zone_id = {{(zone?.HostedZoneId is { } id ? $"\"{id}\"" : $"var.{ZoneVariable}")}}
                  name    = "{{record.Name}}"
                  type    = "CNAME"
                  ttl     = {{RecordToPublish.TimeToLive}}
                  records = ["{{record.Target.Absolute}}"]
                }


                """
            );
            if (areThere && zone?.HostedZoneId is { } imported)
            {
                hcl.Append(
                    $$"""
                    import {
                      to = aws_route53_record.{{label}}
                      id = "{{imported}}_{{record.Name}}_CNAME"
                    }


                    """
                );
            }
        }

        return hcl.ToString();
    }

    /// <summary>A label that only this record has: underscores stand for dots, since no name of a certificate has one.</summary>
    private static string LabelOf(ValidationRecord record) => "acm_validation" + record.Name.Value.Replace('.', '_');
}
