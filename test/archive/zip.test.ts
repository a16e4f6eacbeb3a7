import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZip, readZip, type ZipLimits } from '../../src/archive/zip.ts';
import { zipOf } from '../facts/advisories/zips.ts';

const LIMITS: ZipLimits = { entries: 100, entry: 10_000, total: 50_000 };
const read = (archive: Buffer, limits = LIMITS): unknown => {
  const entries = readZip(archive, limits);
  if ('unreadable' in entries) return entries.unreadable;
  return entries.map((entry) => {
    const content = entry.read();
    return [entry.name, 'unreadable' in content ? content.unreadable : content.toString()];
  });
};

describe('a zip archive', () => {
  it('gives its files, packed or not, with a comment at its end', () => {
    const archive = zipOf(
      [
        { name: 'a.json', content: '{"a":1}' },
        { name: 'b/ü.json', content: 'b', stored: true },
        { name: 'empty', content: '' },
      ],
      { comment: 'PK of advisories' },
    );
    expect(isZip(archive)).toBe(true);
    expect(read(archive)).toEqual([
      ['a.json', '{"a":1}'],
      ['b/ü.json', 'b'],
      ['empty', ''],
    ]);
  });

  it('may have its number of files in a zip64 record, as those of OSV do', () => {
    const archive = zipOf(
      [
        { name: 'a.json', content: 'a' },
        { name: 'b.json', content: 'b' },
      ],
      { large: true },
    );
    expect(read(archive)).toEqual([
      ['a.json', 'a'],
      ['b.json', 'b'],
    ]);
  });

  it('may be empty', () => {
    expect(isZip(zipOf([]))).toBe(true);
    expect(read(zipOf([]))).toEqual([]);
  });

  it('is read as Python packs it', () => {
    const archive =
      'UEsDBBQAAAAIAAAAdl3MFa9zBgAAABIAAAALAAAAR0hTQS0wLmpzb26rrq1GgwBQSwMEFAAAAAgAAAB2XbDORkoGAAAAJAAAAAsAAABHSFNBLTEuanNvbquurSYIAVBLAQIUAxQAAAAIAAAAdl3MFa9zBgAAABIAAAALAAAAAAAAAAAAAACAAQAAAABHSFNBLTAuanNvblBLAQIUAxQAAAAIAAAAdl2wzkZKBgAAACQAAAALAAAAAAAAAAAAAACAAS8AAABHSFNBLTEuanNvblBLBQYAAAAAAgACAHIAAABeAAAAAAA=';
    expect(read(Buffer.from(archive, 'base64'))).toEqual([
      ['GHSA-0.json', '{}'.repeat(9)],
      ['GHSA-1.json', '{}'.repeat(18)],
    ]);
  });

  it('is not unpacked beyond its limits, whatever it says of its sizes', () => {
    const zeros = Buffer.alloc(1_000_000);
    expect(read(zipOf([{ name: 'bomb', content: zeros }]))).toEqual([['bomb', 'it unpacks to more than 10000 bytes']]);
    expect(read(zipOf([{ name: 'bomb', content: zeros, size: 100 }]))).toEqual([
      ['bomb', 'it cannot be unpacked, or is larger than the archive says'],
    ]);
    const many = Array.from({ length: 8 }, (_, i) => ({ name: String(i), content: Buffer.alloc(9_000) }));
    expect((read(zipOf(many)) as [string, string][]).filter(([, said]) => said === 'it unpacks to more than 50000 bytes')).toHaveLength(3);
    // What fails costs as much as what does not: else a million lies would be a million attempts.
    const lies = many.map((file) => ({ ...file, content: zeros, size: 9_000 }));
    expect((read(zipOf(lies)) as [string, string][]).filter(([, said]) => said === 'it unpacks to more than 50000 bytes')).toHaveLength(3);
    expect(read(zipOf(Array.from({ length: 101 }, (_, i) => ({ name: String(i), content: '' }))))).toBe('it holds more than 100 files');
  });

  it('says what keeps a file from being read, and reads the others', () => {
    expect(
      read(
        zipOf([
          { name: 'encrypted', content: 'x', flags: 1 },
          { name: 'other method', content: 'x', method: 12 },
          { name: 'wrong sum', content: 'x', sum: 1 },
          { name: 'too short', content: 'xyz', size: 9 },
          { name: 'huge', content: 'x', size: 0xffffffff },
          { name: 'good', content: 'x' },
        ]),
      ),
    ).toEqual([
      ['encrypted', 'it is encrypted'],
      ['other method', 'it is packed by a method other than deflate'],
      ['wrong sum', 'its checksum is wrong'],
      ['too short', 'its checksum is wrong'],
      ['huge', 'it is larger than 4 GiB'],
      ['good', 'x'],
    ]);
  });

  it('never throws, cut off or changed anywhere', () => {
    const whole = zipOf(
      [
        { name: 'a.json', content: '{"a":1}'.repeat(20) },
        { name: 'b', content: 'b', stored: true },
      ],
      { large: true },
    );
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        (end, changes) => {
          const archive = Buffer.from(whole);
          for (const [at, value] of changes) archive[at] = value;
          read(archive.subarray(0, end));
          read(archive);
        },
      ),
      { numRuns: 500 },
    );
    expect(read(Buffer.alloc(0))).toBe('it has no directory of its files, as if it were cut off');
  });
});
