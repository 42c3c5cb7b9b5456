namespace AcmApprover.Dns.Tests;

public sealed class NameServerTests
{
    [Theory]
    [InlineData("1.1.1.1", "1.1.1.1")]
    [InlineData("127.0.0.1:5353", "127.0.0.1:5353")]
    [InlineData("127.0.0.1:53", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]:5353", "[::1]:5353")]
    public void An_address_is_read_with_its_port(string text, string spelled)
    {
        Assert.True(NameServer.TryParse(text, out var server));
        Assert.Equal(spelled, server.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("dns.example.com")]
    [InlineData("1.1.1.1:port")]
    [InlineData("1.1.1.1:70000")]
    public void Anything_else_is_refused(string text) => Assert.False(NameServer.TryParse(text, out _));
}
