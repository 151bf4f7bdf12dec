namespace NineGrid.Data.Imports;

/// <summary>A stream read once from its start that counts its bytes and holds them against what was announced.</summary>
/// <param name="inner">The bytes; closed with this.</param>
/// <param name="announced">How many bytes must come; null when any number may.</param>
internal sealed class CountedStream(Stream inner, long? announced = null) : Stream
{
    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes read so far; another thread may ask.</summary>
    public override long Position
    {
        get => Volatile.Read(ref _position);
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">More or fewer bytes come than announced.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">More or fewer bytes come than announced.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Volatile.Write(ref _position, _position + read);
        bool ended = read == 0 && !buffer.IsEmpty;
        return _position > announced || (ended && _position < announced)
            ? throw new InvalidDataException($"it unpacks to another number of bytes than the zip says ({announced})")
            : read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
