import type { AnyCheck } from '../check.ts';
import { type Control, type Framework, frameworks } from '../facts/frameworks/index.ts';

/** How much of a control checks judge: all that it asks for, some of it, nothing. */
export type Extent = 'covered' | 'partly' | 'none';

export interface Coverage {
  readonly control: Control;
  readonly extent: Extent;
  /** The checks that give evidence for it. */
  readonly checks: readonly string[];
  /** What of it they do not judge, where they judge some. */
  readonly open: readonly string[];
}

type Named = Pick<AnyCheck, 'id' | 'docs'>;

/** The ids that a check names among a framework's controls. */
export const controlsNamed = ({ docs }: Pick<Named, 'docs'>, { key, controls }: Framework): readonly Control[] => {
  const ids = docs.frameworks?.[key] ?? [];
  return controls.filter(({ id }) => ids.includes(id));
};

const NO_ACCOUNTS = 'accounts: its checks judge templates alone';

/** Which checks cover each control of a framework. */
export const coverageOf = (framework: Framework, checks: readonly (Named & Pick<AnyCheck, 'sources'>)[]): readonly Coverage[] => {
  const by = new Map<string, (typeof checks)[number][]>(framework.controls.map(({ id }) => [id, []]));
  for (const check of checks) for (const { id } of controlsNamed(check, framework)) by.get(id)?.push(check);
  return framework.controls.map((control): Coverage => {
    const covering = by.get(control.id) ?? [];
    const ids = covering.map(({ id }) => id);
    if (covering.length === 0) return { control, extent: 'none', checks: ids, open: [] };
    const blind = framework.ofAccounts === true && !covering.some(({ sources }) => sources.includes('live'));
    const open = [...(control.open === undefined ? [] : [control.open]), ...(blind ? [NO_ACCOUNTS] : [])];
    return { control, extent: open.length === 0 ? 'covered' : 'partly', checks: ids, open };
  });
};

/** What a check names that no framework has, as `fsbp Lambda.99`. */
export const unknownControls = ({ docs }: Pick<Named, 'docs'>): readonly string[] =>
  Object.entries((docs.frameworks ?? {}) as Readonly<Record<string, readonly string[]>>).flatMap(([key, ids]) => {
    const known = frameworks.filter((framework) => framework.key === key).flatMap(({ controls }) => controls.map(({ id }) => id));
    return ids.filter((id) => !known.includes(id)).map((id) => `${key} ${id}`);
  });
