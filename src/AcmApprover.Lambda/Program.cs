using AcmApprover.Hosting.Configuration;
using AcmApprover.Lambda;

return await Function.RunAsync(ProcessEnvironment.Read(), CancellationToken.None);
