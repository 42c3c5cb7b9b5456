using AcmApprover.Migration.Code;

namespace AcmApprover.Tests.Migration;

/// <summary>Certificates in CloudFormation templates, and which edits would replace them.</summary>
public sealed class StackTemplateTests
{
    private const string Yaml = """
        Parameters:
          Name: {Type: String}
        Resources:
          Certificate:
            Type: AWS::CertificateManager::Certificate
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
            Properties:
              DomainName: !Ref Name
              SubjectAlternativeNames: [!Sub "www.${Name}", !GetAtt Site.Host]
              Tags: [{Key: owner, Value: web}]
        """;

    private const string Json = """
        {"Resources": {"Certificate": {"Type": "AWS::CertificateManager::Certificate", "Properties": {
          "SubjectAlternativeNames": [{"Fn::Sub": "www.${Name}"}, {"Fn::GetAtt": ["Site", "Host"]}],
          "DomainName": {"Ref": "Name"}}}}}
        """;

    [Fact]
    public void A_template_in_json_and_in_yaml_is_the_same()
    {
        var yaml = StackTemplate.Find(Yaml, "Certificate")!;
        var json = StackTemplate.Find(Json, "Certificate")!;

        Assert.Empty(yaml.DifferencesTo(json));
        Assert.Equal((true, false), (yaml.IsKept, json.IsKept));
    }

    [Theory]
    [InlineData("DomainName: !Ref Name", "DomainName: shop.example.com", "DomainName")]
    [InlineData("!GetAtt Site.Host", "!GetAtt Other.Host", "SubjectAlternativeNames")]
    [InlineData("      Tags:", "      ValidationMethod: DNS\n      Tags:", "ValidationMethod")]
    [InlineData("      Tags:", "      KeyAlgorithm: EC_prime256v1\n      Tags:", "KeyAlgorithm")]
    [InlineData("Value: web", "Value: shop")]
    [InlineData("DeletionPolicy: Retain", "DeletionPolicy: Delete")]
    public void Only_a_change_of_what_is_create_only_replaces(string from, string to, params string[] replaced)
    {
        Assert.Contains(from, Yaml, StringComparison.Ordinal);
        var next = StackTemplate.Find(Yaml.Replace(from, to, StringComparison.Ordinal), "Certificate")!;

        Assert.Equal(replaced, StackTemplate.Find(Yaml, "Certificate")!.DifferencesTo(next));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: [")]
    [InlineData("Resources: {Certificate: {Type: 'AWS::S3::Bucket'}}")]
    [InlineData("Resources: [Certificate]")]
    [InlineData("- Resources")]
    public void What_has_no_such_certificate_has_none(string template) => Assert.Null(StackTemplate.Find(template, "Certificate"));
}
