namespace AcmApprover.Testing;

/// <summary>
/// The command line's executable: the one that was built beside the tests, or the published one that COMMAND_UNDER_TEST names.
/// </summary>
public static class CommandUnderTest
{
    /// <summary>The program and its first arguments.</summary>
    public static IReadOnlyList<string> Words { get; } =
        Environment.GetEnvironmentVariable("COMMAND_UNDER_TEST") is { Length: > 0 } path
            ? [path]
            : ["dotnet", Path.Combine(AppContext.BaseDirectory, "acm-approver.dll")];

    /// <summary>The same for a shell.</summary>
    public static string ShellWords { get; } = string.Join(' ', Words.Select(word => $"'{word}'"));
}
