import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptOf, metadataIn } from '../../../src/facts/registry/cache.ts';
import { parsePackument } from '../../../src/facts/registry/packument.ts';

const user = fc.record(
  {
    name: fc.constantFrom('ada', 'GitHub Actions'),
    email: fc.constantFrom('npm-oidc-no-reply@github.com', 'ada@example.org'),
    trustedPublisher: fc.record({ id: fc.constantFrom('github', 'gitlab') }, { requiredKeys: [] }),
  },
  { requiredKeys: ['name'] },
);
const dist = fc.record(
  {
    integrity: fc.constant('sha512-AAAA'),
    signatures: fc.constantFrom([{ keyid: 'SHA256:k', sig: 'c2ln' }], []),
    attestations: fc.constantFrom({ provenance: { predicateType: 'https://slsa.dev/provenance/v1' } }, { url: 'https://r.example/' }),
  },
  { requiredKeys: [] },
);
const version = fc.record(
  { _npmUser: user, dist, deprecated: fc.constantFrom('old', ''), scripts: fc.constantFrom({ install: 'x' }, {}) },
  { requiredKeys: [] },
);

describe('an answer that is kept', () => {
  it('says the same of each release as on the day that it was heard', () => {
    fc.assert(
      fc.property(version, (about) => {
        const heard = parsePackument(JSON.stringify({ name: 'a', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': about } }), 'a');
        if ('malformed' in heard) throw new Error(heard.malformed);
        const kept = metadataIn(JSON.parse(JSON.stringify(keptOf(heard, 0, undefined))), 'a');
        const said = (release: unknown) => JSON.parse(JSON.stringify(release ?? null));
        expect(said(kept?.metadata.versions.get('1.0.0'))).toEqual(said(heard.versions.get('1.0.0')));
      }),
    );
  });
});
