// Python's package managers in their versions, as PyPI has them: what they are installed with, which project they lock, how they are asked
// to lock.
import { compiledProject, pdmProject, pipenvProject, plainProject, poetryProject, uvProject } from './project.js';

const uv = (version) => ({
  format: 'uv',
  name: `uv-${version.split('.').slice(0, 2).join('.')}`,
  install: [`uv==${version}`],
  files: uvProject,
  commands: [['uv', 'lock']],
  lockfiles: ['uv.lock'],
});

const poetry = (version, { more = [], ...project } = {}) => ({
  format: 'poetry',
  name: `poetry-${version.split('.').slice(0, 2).join('.')}`,
  install: [`poetry==${version}`, ...more],
  files: poetryProject(project),
  commands: [['poetry', 'lock', '--no-interaction']],
  lockfiles: ['poetry.lock'],
});

const pdm = (version, { more = [], groups = true, lock = ['-G', ':all'] } = {}) => ({
  format: 'pdm',
  name: `pdm-${version.split('.').slice(0, 2).join('.')}`,
  install: [`pdm==${version}`, ...more],
  files: pdmProject(groups),
  commands: [['pdm', 'lock', ...lock]],
  lockfiles: ['pdm.lock'],
});

const pipenv = (version, more = []) => ({
  format: 'pipenv',
  name: `pipenv-${version.split('.')[0]}`,
  install: [`pipenv==${version}`, ...more],
  files: pipenvProject,
  commands: [['pipenv', 'lock']],
  lockfiles: ['Pipfile.lock'],
});

const compiled = (name, install, command) => ({
  format: 'requirements',
  name,
  install,
  files: compiledProject,
  commands: [
    [...command, 'requirements.in', '-o', 'requirements.txt'],
    [...command, 'requirements-dev.in', '-o', 'requirements-dev.txt'],
  ],
  lockfiles: ['requirements.txt', 'requirements-dev.txt'],
});

const pylock = (name, install, commands, files = plainProject, lockfiles = ['pylock.toml']) => ({
  format: 'pylock',
  name,
  install,
  files,
  commands,
  lockfiles,
});

export const MANAGERS = [
  uv('0.4.30'),
  uv('0.7.22'),
  uv('0.13.9'),
  poetry('1.1.15', { dev: 'dev-dependencies', more: ['virtualenv<20.22'] }),
  poetry('1.3.2'),
  poetry('1.4.2'),
  poetry('1.8.5', { primary: 'priority = "primary"' }),
  poetry('2.5.1', { primary: 'priority = "primary"' }),
  pdm('2.2.1', { groups: false, lock: [] }),
  pdm('2.5.6', { groups: false, lock: [] }),
  pdm('2.10.4', { groups: false }),
  pdm('2.24.2', { more: ['unearth==0.17.5', 'hishel==0.1.1', 'httpx==0.27.2'] }),
  pipenv('2023.12.1', ['setuptools']),
  pipenv('2026.10.3'),
  compiled('pip-tools-5', ['pip-tools==5.5.0', 'pip==21.3.1', 'setuptools', 'wheel'], ['pip-compile', '-q']),
  compiled('pip-tools-7', ['pip-tools==7.6.2', 'pip==25.0'], ['pip-compile', '-q', '--generate-hashes']),
  compiled('uv-0.13', ['uv==0.13.9'], ['uv', 'pip', 'compile', '-q', '--universal', '--python-version', '3.10', '--no-header']),
  pylock(
    'uv-0.13',
    ['uv==0.13.9'],
    [
      ['uv', 'lock'],
      ['uv', 'export', '--frozen', '--all-extras', '--all-groups', '--format', 'pylock.toml', '-o', 'pylock.toml'],
    ],
  ),
  pylock(
    'pdm-2.25',
    ['pdm==2.29.4'],
    [
      ['pdm', 'config', '--local', 'lock.format', 'pylock'],
      ['pdm', 'lock', '-G', ':all'],
    ],
  ),
  pylock('pip-26', ['pip==26.3'], [['pip', 'lock', '-q', '-r', 'requirements-dev.in', '-o', 'pylock.dev.toml']], compiledProject, [
    'pylock.dev.toml',
  ]),
];
