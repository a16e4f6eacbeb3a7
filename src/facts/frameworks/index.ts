import type { Frameworks } from '../../check.ts';
import cis from './cis.json' with { type: 'json' };
import fsbp from './fsbp.json' with { type: 'json' };
import owasp from './owasp.json' with { type: 'json' };
import scvs from './scvs.json' with { type: 'json' };
import serverlessTop10 from './serverless-top-10.json' with { type: 'json' };
import slsa from './slsa.json' with { type: 'json' };

/** One thing that a framework asks for. */
export interface Control {
  /** The framework's own id. */
  readonly id: string;
  /** What it asks for, in our words. */
  readonly title: string;
  readonly link: string;
  /** The lowest of the framework's levels that asks for it: `L1`. */
  readonly level?: string;
  /** What of it no check of parapet judges, whichever checks there are. */
  readonly open?: string;
}

export type FrameworkName = 'fsbp' | 'cis' | 'owasp' | 'serverless-top-10' | 'scvs' | 'slsa';

/** A public standard, or the part of one that concerns serverless applications. */
export interface Framework {
  readonly name: FrameworkName;
  /** Where checks name its ids: see `Frameworks`. */
  readonly key: keyof Frameworks;
  readonly title: string;
  readonly version: string;
  /** Its controls are held against accounts: a check that judges templates alone covers them in part. */
  readonly ofAccounts?: boolean;
  /** ISO date on which the list was held against its source. */
  readonly asOf: string;
  readonly source: string;
  /** Which of its controls are listed, and which are not. */
  readonly scope: string;
  readonly controls: readonly Control[];
}

/** The frameworks that checks give evidence for. */
export const frameworks: readonly Framework[] = [fsbp, cis, owasp, serverlessTop10, scvs, slsa] as readonly Framework[];

/** The framework of a name. */
export const frameworkOf = (name: FrameworkName): Framework => {
  const found = frameworks.find((framework) => framework.name === name);
  if (found === undefined) throw new Error(`there is no framework ${name}`);
  return found;
};
