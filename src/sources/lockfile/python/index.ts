import type { LockfileFormat } from '../format.ts';
import { pdm } from './pdm.ts';
import { pipfile } from './pipfile.ts';
import { poetry } from './poetry.ts';
import { pylock } from './pylock.ts';
import { requirements } from './requirements/index.ts';
import { uv } from './uv.ts';

/** The lockfiles of Python's package managers. */
export const python: readonly LockfileFormat[] = [pipfile, poetry, uv, pdm, pylock, requirements];
