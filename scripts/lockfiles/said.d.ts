import type { Package } from '../../src/model/package.ts';

/** `pkg:npm/a@1.0.0 registry dev direct : app > a`: what is true of a package, and the shortest way to it where one is known. */
export function said(pkg: Package): string;
