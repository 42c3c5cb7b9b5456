namespace AcmApprover.Testing;

/// <summary>
/// The function's executable: the one that was built beside the tests, or the native one that FUNCTION_UNDER_TEST names.
/// </summary>
public static class FunctionUnderTest
{
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("FUNCTION_UNDER_TEST") is { Length: > 0 } path
            ? path
            : System.IO.Path.Combine(AppContext.BaseDirectory, "bootstrap.dll");

    public static bool IsNative => !Path.EndsWith(".dll", StringComparison.Ordinal);
}
