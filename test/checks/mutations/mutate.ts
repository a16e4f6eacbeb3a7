import type { AnyCheck } from '../../../src/check.ts';
import type { Node } from '../../../src/sources/template/node.ts';
import { asOne, kept, merged, noPass, same } from './rules.ts';
import type { Site } from './sites.ts';
import { at, nodeOf, put } from './tree.ts';
import { REFUSED, type Verdicts, verdictsOf } from './verdict.ts';

export interface Violation {
  readonly check: string;
  readonly type: string;
  readonly file: string;
  readonly at: string;
  readonly rule: string;
  readonly value: string;
  readonly problem: string;
}

const isText = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
const isIntrinsic = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && /^(?:Ref|Condition|Fn::.*)$/.test(Object.keys(value)[0] ?? '');
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !isList(value) && !isIntrinsic(value);

const NO_VALUE = { Ref: 'AWS::NoValue' };
const either = (one: unknown, other: unknown) => ({ 'Fn::If': ['MutantCondition', one ?? NO_VALUE, other ?? NO_VALUE] });

/** A template with another value at a site. What the value refers to is added. */
const withValue = ({ root, id, steps }: Site, value: unknown, parameter: unknown = { Type: 'String' }): Node => {
  const written = put(root, ['Resources', id, ...steps], value === undefined ? undefined : nodeOf(value));
  let whole = written as Node;
  whole = put(whole, ['Parameters', 'Mutant'], nodeOf(parameter)) as Node;
  whole = put(whole, ['Conditions', 'MutantCondition'], nodeOf({ 'Fn::Equals': [{ Ref: 'AWS::StackName' }, 'mutant'] })) as Node;
  return whole;
};
const withMapping = (root: Node, value: unknown): Node => put(root, ['Mappings', 'Mutant'], nodeOf({ top: { second: value } })) as Node;

/** More values tell nothing more. */
const MOST = 5;

export const violationsAt = (check: AnyCheck, site: Site): { readonly violations: readonly Violation[]; readonly runs: number } => {
  const violations: Violation[] = [];
  let runs = 0;
  // What is made of one value has ids of its own, which may depend on the value.
  const makes = site.type.startsWith('AWS::Serverless::') || site.steps[1] === 'Body';
  const alike = makes ? kept : same;
  const run = (root: Node): Verdicts => {
    runs += 1;
    const verdicts = verdictsOf(check, root, site.fixture);
    return makes ? asOne(verdicts) : verdicts;
  };
  const write = (value: unknown, parameter?: unknown) => run(withValue(site, value, parameter));
  const report = (rule: string, value: unknown, problems: readonly string[]) => {
    for (const problem of problems)
      violations.push({
        check: check.id,
        type: site.type,
        file: site.fixture.name,
        at: `${site.id} ${site.steps.join('.')}`,
        rule,
        value: JSON.stringify(value) ?? 'absent',
        problem,
      });
  };

  const inList = typeof site.steps.at(-1) === 'number';
  const [own, ...others] = site.values;
  const sample = others.find((value) => value !== undefined && !isIntrinsic(value)) ?? own;
  const kind = isMap(sample) ? 'map' : isList(sample) ? 'list' : 'text';
  const direct: { readonly value: unknown; readonly verdicts: Verdicts; readonly key: string }[] = [];
  const keyOf = (verdicts: Verdicts) =>
    JSON.stringify([...verdicts].map(([subject, { findings, doubts }]) => [subject, [...findings], doubts.length > 0]));
  const add = (value: unknown) => {
    const verdicts = write(value);
    if (verdicts !== REFUSED) direct.push({ value, verdicts, key: keyOf(verdicts) });
  };
  for (const value of [own, ...others.slice(0, MOST)]) add(value);
  if (own !== undefined) add(undefined);
  if (own === true || own === false) add(!own);
  if (new Set(direct.map(({ key }) => key)).size <= 1) return { violations, runs };

  const texts = direct.filter(({ value }) => isText(value));
  const lists = direct.filter(({ value }) => isList(value) && value.every(isText));
  const absent = direct.find(({ value }) => value === undefined);

  // The same value in another spelling.
  for (const { value, verdicts } of texts) {
    if (typeof value === 'boolean')
      for (const spelling of [String(value), value ? 'True' : 'False', value ? 'TRUE' : 'FALSE'])
        report('spelling', spelling, alike(verdicts, write(spelling)));
    if (typeof value === 'number') report('spelling', String(value), alike(verdicts, write(String(value))));
    const text = String(value);
    if (text !== '') report('default', value, alike(verdicts, write({ Ref: 'Mutant' }, { Type: 'String', Default: text })));
    report('mapping', value, alike(verdicts, run(withMapping(withValue(site, { 'Fn::FindInMap': ['Mutant', 'top', 'second'] }), value))));
    if (!text.includes('${')) report('sub', value, alike(verdicts, write({ 'Fn::Sub': text })));
    report('join', value, alike(verdicts, write({ 'Fn::Join': ['', [text.slice(0, 2), text.slice(2)]] })));
  }
  for (const { value, verdicts } of direct.slice(0, 3)) {
    if (value !== undefined) report('equal branches', value, alike(verdicts, write(either(value, value))));
  }
  for (const { value, verdicts } of lists) {
    const items = value as readonly unknown[];
    if (items.length > 0 && items.every((item) => !String(item).includes(',')))
      report('list default', value, alike(verdicts, write({ Ref: 'Mutant' }, { Type: 'CommaDelimitedList', Default: items.join(',') })));
  }
  if (absent !== undefined) {
    report('null', null, alike(absent.verdicts, write(null)));
    report('NoValue', NO_VALUE, alike(absent.verdicts, write(NO_VALUE)));
  }

  // A choice between values whose verdicts differ.
  const first = direct[0] as (typeof direct)[number];
  const different = [...new Map(direct.filter(({ key }) => key !== first.key).map((each) => [each.key, each])).values()].slice(0, 2);
  for (const other of different) {
    const problems = merged(first.verdicts, other.verdicts, write(either(first.value, other.value)));
    report('if', [first.value, other.value], problems);
    report('if not', [first.value, other.value], merged(first.verdicts, other.verdicts, write(either(other.value, first.value))));
    if (isText(first.value) && isText(other.value))
      report(
        'allowed values',
        [first.value, other.value],
        merged(
          first.verdicts,
          other.verdicts,
          write({ Ref: 'Mutant' }, { Type: 'String', AllowedValues: [String(first.value), String(other.value)] }),
        ),
      );
    for (let above = site.steps.length - 1; above >= 1; above -= 1) {
      const steps = site.steps.slice(0, above);
      const [one, two] = [first, other].map(({ value }) => at(withValue(site, value), ['Resources', site.id, ...steps])) as [Node, Node];
      const choice = nodeOf({ 'Fn::If': ['MutantCondition', 1, 2] });
      const filled = put(put(choice, ['Fn::If', 1], one) as Node, ['Fn::If', 2], two) as Node;
      const whole = put(withValue(site, first.value), ['Resources', site.id, ...steps], filled) as Node;
      report(
        `if at ${steps.length === 1 ? 'properties' : 'parent'}`,
        [steps.join('.'), first.value, other.value],
        merged(first.verdicts, other.verdicts, run(whole)),
      );
    }
  }

  // What is not known.
  const possibleTexts = texts.filter(({ value }) => value !== '').map(({ verdicts }) => verdicts);
  if (kind === 'text') {
    report('parameter', 'Ref', noPass(possibleTexts, write({ Ref: 'Mutant' })));
    report('sub parameter', 'Sub', noPass(possibleTexts, write({ 'Fn::Sub': '${Mutant}' })));
    report('import', 'ImportValue', noPass(possibleTexts, write({ 'Fn::ImportValue': 'mutant' })));
    report('missing mapping', 'FindInMap', noPass(possibleTexts, write({ 'Fn::FindInMap': ['Mutant', { Ref: 'AWS::Region' }, 'second'] })));
  }
  const all = direct.map(({ verdicts }) => verdicts);
  if (kind === 'list') {
    const possible = lists.map(({ verdicts }) => verdicts);
    report('list parameter', 'Ref', noPass(possible, write({ Ref: 'Mutant' }, { Type: 'CommaDelimitedList' })));
    report('split', 'Split', noPass(possible, write({ 'Fn::Split': [',', { Ref: 'Mutant' }] })));
  }
  if (kind !== 'text')
    report(
      'include',
      'Transform',
      noPass(all, write({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/file' } } })),
    );

  // What is nothing, or of no use.
  const worst = inList ? [] : absent === undefined ? [] : [absent.verdicts];
  report('empty', kind, noPass(worst, write(kind === 'map' ? {} : kind === 'list' ? [] : '')));
  const wrong = kind === 'map' ? 'mutant' : { Mutant: 'mutant' };
  report('wrong type', wrong, noPass(all, write(wrong)));
  if (kind === 'list') report('wrong type', 'mutant', noPass(all, write('mutant')));
  if (kind !== 'list') report('wrong type', ['mutant'], noPass(all, write(['mutant'])));
  return { violations, runs };
};
