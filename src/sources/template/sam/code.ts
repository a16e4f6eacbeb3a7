import { type Entry, intrinsicOf, type Node, scalar, textOf } from '../node.ts';
import { entryOf, object } from './make.ts';

/** An object in Amazon S3 from `{Bucket, Key, Version}` or `s3://bucket/key`; `undefined` for a folder, which has no place yet. */
export const bucketObject = (
  uri: Node,
  names: { readonly bucket: string; readonly key: string; readonly version: string },
): Node | undefined => {
  const members = (bucket: Node | Entry | undefined, key: Node | Entry | undefined, version: Node | Entry | undefined) =>
    object({ [names.bucket]: bucket, [names.key]: key, [names.version]: version }, uri.span);
  if (uri.kind === 'map' && !intrinsicOf(uri)) return members(entryOf(uri, 'Bucket'), entryOf(uri, 'Key'), entryOf(uri, 'Version'));
  const found = /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.*))?$/s.exec(textOf(uri) ?? '');
  if (found === null) return intrinsicOf(uri) ? uri : undefined;
  const [, bucket = '', key = '', version] = found;
  return members(scalar(bucket, uri.span), scalar(key, uri.span), version === undefined ? undefined : scalar(version, uri.span));
};
