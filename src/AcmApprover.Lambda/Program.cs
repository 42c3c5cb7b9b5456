using AcmApprover.Lambda;

// .NET reads these from the environment, once, at its first socket (System.Net.Sockets, SocketAsyncEngine). With them, the one thread
// that receives an answer also goes on with it, and none is woken for that: a third less processor time for a mail. It asks of
// all code here that it never blocks, since nothing would be received meanwhile.
UnlessSet("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
UnlessSet("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

return await Function.RunAsync(Environment.GetEnvironmentVariable, CancellationToken.None);

static void UnlessSet(string name, string value)
{
    if (Environment.GetEnvironmentVariable(name) is null)
    {
        Environment.SetEnvironmentVariable(name, value);
    }
}
