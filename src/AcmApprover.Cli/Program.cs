using AcmApprover.Cli;
using AcmApprover.Cli.Terminal;

return await CommandLine.RunAsync(args, CommandHost.OfProcess(), CancellationToken.None);
