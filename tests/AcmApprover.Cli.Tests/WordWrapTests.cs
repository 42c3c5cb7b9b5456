using AcmApprover.Cli.Terminal;

namespace AcmApprover.Cli.Tests;

public sealed class WordWrapTests
{
    private const string Arn = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

    [Fact]
    public void Lines_are_broken_between_words_and_keep_to_the_width() =>
        Assert.Equal(["Resend the validation", "mail from ACM."], WordWrap.Lines("Resend the validation mail from ACM.", 22));

    [Fact]
    public void A_word_that_is_longer_than_a_line_stays_whole() =>
        Assert.Equal(["it is about", Arn, "and no other"], WordWrap.Lines($"it is about {Arn} and no other", 22));

    [Fact]
    public void A_terminal_that_is_too_narrow_for_any_text_does_not_break_every_word() =>
        Assert.Equal(["one two three four"], WordWrap.Lines("one two three four", -3));

    [Fact]
    public void Without_a_terminal_nothing_is_broken_or_changed() =>
        Assert.Equal(["two  spaces and a long line that goes on"], WordWrap.Lines("two  spaces and a long line that goes on", null));
}
