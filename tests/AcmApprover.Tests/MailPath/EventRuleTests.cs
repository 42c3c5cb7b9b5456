using AcmApprover.MailPath.Receiving;

namespace AcmApprover.Tests.MailPath;

/// <summary>Which patterns of EventBridge take the objects of a bucket.</summary>
public sealed class EventRuleTests
{
    private const string Created = "\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"]";

    [Theory]
    [InlineData("{}", "")]
    [InlineData($$"""{{{Created}}}""", "")]
    [InlineData("""{"detail-type":["Object Deleted","Object Created"]}""", "")]
    [InlineData($$"""{{{Created}},"detail":{"bucket":{"name":["other","mail"]} } }""", "")]
    [InlineData($$"""{{{Created}},"detail":{"object":{"key":[{"prefix":"inbound/"},{"prefix":"more/"}]} } }""", "inbound/ more/")]
    public void A_rule_takes_what_its_pattern_does_not_exclude(string pattern, string prefixes)
    {
        var match = new EventRule("rule", true, pattern).MatchFor("mail");
        Assert.Equal((true, prefixes), (match.Takes, string.Join(' ', match.Prefixes)));
    }

    [Theory]
    [InlineData("""{"source":["aws.ec2"]}""")]
    [InlineData("""{"detail-type":["Object Deleted"]}""")]
    [InlineData("""{"detail":{"bucket":{"name":["other"]}}}""")]
    [InlineData("""{"detail":{"bucket":{"name":[]}}}""")]
    [InlineData("""{"source":["aws.ec2"],"detail":{"reason":["PutObject"]}}""")]
    public void A_rule_does_not_take_what_one_filter_excludes(string pattern) =>
        Assert.False(new EventRule("rule", true, pattern).MatchFor("mail").Takes);

    [Theory]
    [InlineData("")]
    [InlineData("""{"region":["eu-west-1"]}""")]
    [InlineData("""{"source":[{"prefix":"aws."}]}""")]
    [InlineData("""{"detail-type":"Object Created"}""")]
    [InlineData("""{"detail":{"bucket":{"name":[{"anything-but":"other"}]}}}""")]
    [InlineData("""{"detail":{"bucket":{"name":["mail"],"owner":["me"]}}}""")]
    [InlineData("""{"detail":{"reason":["PutObject"]}}""")]
    [InlineData("""{"detail":{"object":{"size":[{"numeric":["<",1024]}]}}}""")]
    [InlineData("""{"detail":{"object":{"key":[{"suffix":".eml"}]}}}""")]
    [InlineData("""{"detail":{"object":{"key":[{"prefix":"inbound/"},"one"]}}}""")]
    [InlineData("""{"detail":{"object":{"key":{"prefix":"inbound/"}}}}""")]
    [InlineData("""{"detail":["mail"]}""")]
    public void Of_a_pattern_that_says_more_nobody_can_tell(string pattern) =>
        Assert.Null(new EventRule("rule", true, pattern).MatchFor("mail").Takes);
}
