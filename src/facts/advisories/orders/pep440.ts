import { compare, explain, valid } from '@renovatebot/pep440';
import { MAX_LENGTH, type VersionOrder } from './order.ts';

/** PyPI's order. What PEP 440 does not know is older than all that it knows, as pip once had it for such versions. */
export const pep440: VersionOrder = {
  compare: (a, b) => {
    const [left, right] = [a.trim(), b.trim()];
    if (left === '' || right === '' || left.length > MAX_LENGTH || right.length > MAX_LENGTH) return undefined;
    const [known, other] = [valid(left) !== null, valid(right) !== null];
    if (known && other) return compare(left, right);
    if (known || other) return known ? 1 : -1;
    return left < right ? -1 : left > right ? 1 : 0;
  },
  isPrerelease: (version) => version.length <= MAX_LENGTH && (explain(version.trim())?.is_prerelease ?? false),
};
