import type { AnyCheck } from '../check.ts';
import { type Control, type Framework, frameworks } from '../facts/frameworks/index.ts';

/** How much of a control checks judge: all that it asks for, some of it, nothing. */
export type Extent = 'covered' | 'partly' | 'none';

export interface Coverage {
  readonly control: Control;
  readonly extent: Extent;
  /** The checks that give evidence for it. */
  readonly checks: readonly string[];
}

type Named = Pick<AnyCheck, 'id' | 'docs'>;

/** The ids that a check names among a framework's controls. */
export const controlsNamed = ({ docs }: Pick<Named, 'docs'>, { key, controls }: Framework): readonly Control[] => {
  const ids = docs.frameworks?.[key] ?? [];
  return controls.filter(({ id }) => ids.includes(id));
};

/** Which checks cover each control of a framework. */
export const coverageOf = (framework: Framework, checks: readonly Named[]): readonly Coverage[] => {
  const by = new Map<string, string[]>(framework.controls.map(({ id }) => [id, []]));
  for (const check of checks) for (const { id } of controlsNamed(check, framework)) by.get(id)?.push(check.id);
  return framework.controls.map((control) => {
    const covering = by.get(control.id) ?? [];
    const extent = covering.length === 0 ? 'none' : control.open === undefined ? 'covered' : 'partly';
    return { control, extent, checks: covering };
  });
};

/** What a check names that no framework has, as `fsbp Lambda.99`. */
export const unknownControls = ({ docs }: Pick<Named, 'docs'>): readonly string[] =>
  Object.entries((docs.frameworks ?? {}) as Readonly<Record<string, readonly string[]>>).flatMap(([key, ids]) => {
    const known = frameworks.filter((framework) => framework.key === key).flatMap(({ controls }) => controls.map(({ id }) => id));
    return ids.filter((id) => !known.includes(id)).map((id) => `${key} ${id}`);
  });
