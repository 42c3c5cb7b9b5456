using System.Runtime.InteropServices;
using System.Text;
using AcmApprover.Simulator;

namespace AcmApprover.Testing;

/// <summary>Puts the process of the tests itself into a world, by the variables that any program is put there with. Once.</summary>
public static class ThisProcess
{
    /// <summary>Enters a world. To be called before the process verifies any server.</summary>
    public static void Enter(SimulatedWorld world)
    {
        foreach (var (name, value) in world.EnvironmentFor())
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        // OpenSSL reads the environment that the process was started with, and not the runtime's copy of it.
        Assert.Equal(0, SetNative(Encoding.UTF8.GetBytes("SSL_CERT_FILE\0"), Encoding.UTF8.GetBytes(world.TrustFile + "\0"), 1));
    }

    [DllImport("libc", EntryPoint = "setenv", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNative(byte[] name, byte[] value, int overwrite);
}
