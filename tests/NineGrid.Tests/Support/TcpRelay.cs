using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NineGrid.Tests.Support;

/// <summary>A port of its own in front of a server, which can be cut off and joined again.</summary>
internal sealed class TcpRelay(string host, int port) : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private TcpListener? _listener;

    /// <summary>The port to connect to; the same each time it is joined.</summary>
    public int Port { get; private set; }

    /// <summary>Lets connections through.</summary>
    public void Join()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>Refuses new connections and breaks those that are open.</summary>
    public void Cut()
    {
        _listener?.Dispose();
        while (_ends.TryTake(out TcpClient? end))
        {
            end.Dispose();
        }
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                TcpClient near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                _ends.Add(near);
                _ends.Add(far);
                await far.ConnectAsync(host, port);
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // Cut off.
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut off.
        }
        finally
        {
            to.Dispose();
        }
    }
}
