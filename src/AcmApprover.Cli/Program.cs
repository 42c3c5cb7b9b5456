using AcmApprover.Cli;

return await CommandLine.RunAsync(args, Surroundings.OfProcess(), CancellationToken.None);
