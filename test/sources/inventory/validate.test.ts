import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { Json } from '../../../src/model/value.ts';
import { validateInventory } from '../../../src/sources/inventory/validate.ts';

const resource = (properties: Json): Json => ({
  version: 1,
  resources: [{ type: 'AWS::SQS::Queue', id: 'Q', properties, origin: { file: 't.yaml', line: 3 } }],
});
const refusal = (json: Json): string => {
  try {
    validateInventory(json, 'saved.json');
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a saved inventory', () => {
  it('is read back as it was, null being absent and unknown keys left out', () => {
    const read = validateInventory(
      {
        version: 1,
        resources: [{ type: 'T', id: 'R', properties: { A: null }, origin: { file: 't.yaml', line: null }, arn: null, more: 1 }],
        packages: null,
        later: [],
      },
      'saved.json',
    );
    expect(read).toEqual({
      version: 1,
      resources: [{ type: 'T', id: 'R', properties: { A: null }, origin: { file: 't.yaml' } }],
      packages: [],
      gaps: [],
      inputs: [],
    });
  });

  it.each<[string, Json, string]>([
    ['no version', {}, 'version is not 1'],
    ['a list as document', [], 'the document is not an object'],
    ['resources as an object', { version: 1, resources: {} }, 'resources is not a list'],
    ['a resource without a type', { version: 1, resources: [{ id: 'Q' }] }, 'resources[0].type is not a text'],
    ['a number as id', { version: 1, resources: [{ type: 'T', id: 7 }] }, 'resources[0].id is not a text'],
    [
      'a text as line',
      { version: 1, resources: [{ type: 'T', id: 'Q', origin: { line: '3' } }] },
      'resources[0].origin.line is not a number',
    ],
    [
      'an unknown ecosystem',
      { version: 1, packages: [{ ecosystem: 'cargo', name: 'x', purl: 'p', source: 'registry' }] },
      'packages[0].ecosystem is not one of',
    ],
    [
      'a way that is no list',
      { version: 1, packages: [{ ecosystem: 'npm', name: 'x', purl: 'p', source: 'registry', paths: ['app'] }] },
      'packages[0].paths[0] is not a list',
    ],
    ['a marker of a wrong shape', resource({ A: { B: { $if: 3 } } }), 'resources[0].properties.A.B.$if is not an object'],
    [
      'a choice without options',
      resource({ A: { $parameter: { name: 'P' } } }),
      'resources[0].properties.A.$parameter.options is not a list',
    ],
    [
      'a condition that is none',
      resource({ A: { $if: { condition: { nope: 1 } } } }),
      'resources[0].properties.A.$if.condition is not a condition',
    ],
  ])('is refused with the place: %s', (_, json, message) => {
    expect(refusal(json)).toContain(message);
  });

  it('is refused when it is nested without end', () => {
    let value: Json = 'x';
    for (let depth = 0; depth < 5000; depth += 1) value = [value];
    expect(refusal(resource({ A: value }))).toContain('nested');
  });

  it('is accepted or refused with a sentence, whatever it holds', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
      expect(typeof refusal(resource({ P: json as Json }))).toBe('string');
      expect(typeof refusal({ version: 1, resources: json as Json, gaps: json as Json })).toBe('string');
    });
    fc.assert(property);
  });
});
