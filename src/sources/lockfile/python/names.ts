/** A project's name as PyPI compares it (https://packaging.python.org/en/latest/specifications/name-normalization/). */
export const pypiName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
