using AcmApprover.Lambda;

return await Function.RunAsync(Environment.GetEnvironmentVariable, CancellationToken.None);
