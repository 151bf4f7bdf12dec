namespace NineGrid.Data.Imports;

/// <summary>A file of a package, read once from its start: counts its bytes and holds them against what the zip announces.</summary>
/// <param name="inner">The bytes; closed with this.</param>
/// <param name="announced">The length and CRC-32 that the zip gives; null where there is no zip. The framework checks neither.</param>
internal sealed class PackedStream(Stream inner, (long Length, uint Crc)? announced = null) : Stream
{
    private static readonly uint[] CrcOfByte = CrcTable();

    private long _position;
    private uint _crc = uint.MaxValue;

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

    /// <exception cref="InvalidDataException">Other bytes come than announced.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">Other bytes come than announced.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Volatile.Write(ref _position, _position + read);
        if (announced is { } expected)
        {
            foreach (byte b in buffer[..read])
            {
                _crc = CrcOfByte[(_crc ^ b) & 0xFF] ^ (_crc >> 8);
            }

            bool ended = read == 0 && !buffer.IsEmpty;
            if (_position > expected.Length || (ended && (_position < expected.Length || ~_crc != expected.Crc)))
            {
                throw new InvalidDataException("its length or checksum is not the one that the zip gives; the zip is damaged");
            }
        }

        return read;
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

    /// <summary>The CRC-32 of zip files: reflected polynomial 0xEDB88320.</summary>
    private static uint[] CrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
