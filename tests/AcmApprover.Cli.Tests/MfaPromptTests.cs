using System.Text;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Tests;

/// <summary>The question for a code.</summary>
public sealed class MfaPromptTests : IDisposable
{
    private const string Device = "arn:aws:iam::111122223333:mfa/me";
    private readonly StringWriter error = new();

    public void Dispose() => error.Dispose();

    [Theory]
    [InlineData("123456\n")]
    [InlineData(" 123456 \r\nmore")]
    [InlineData("123456")]
    public void A_line_with_six_digits_is_a_code(string typed)
    {
        Assert.Equal("123456", MfaPrompt.Ask(Host(typed), Device, "role", CancellationToken.None));
        Assert.Equal($"code of the MFA device {Device}: ", error.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n123456")]
    [InlineData("12345\n")]
    [InlineData("1234567\n")]
    [InlineData("12345x\n")]
    public void Anything_else_is_none(string typed)
    {
        var e = Assert.Throws<CommandException>(() => MfaPrompt.Ask(Host(typed), Device, "role", CancellationToken.None));
        Assert.Equal(("what was typed is no MFA code", ExitCode.NotDone), (e.Message, e.ExitCode));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Nothing_is_asked_where_nobody_sees_it_or_types(bool input, bool output)
    {
        var host = Host("123456\n") with { IsInputTerminal = input, IsErrorTerminal = output };
        Assert.Throws<CommandException>(() => MfaPrompt.Ask(host, Device, "role", CancellationToken.None));
        Assert.Equal("", error.ToString());
    }

    private CommandHost Host(string typed) =>
        new()
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(typed)),
            Output = TextWriter.Null,
            Error = error,
            Environment = new Dictionary<string, string>(),
            IsInputTerminal = true,
            IsErrorTerminal = true,
        };
}
