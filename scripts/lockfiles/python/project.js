// The project whose lockfiles Python's package managers write: extras, groups, markers, two versions of one package, a folder, an address.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TOOLZ =
  'https://files.pythonhosted.org/packages/b7/8a/d82202c9f89eab30f9fc05380daae87d617e2ad11571ab23d7c13a29bb54/toolz-0.12.1-py3-none-any.whl';
const MAIN = [
  'httpx[socks]==0.27.2',
  "attrs==24.2.0; python_version < '3.12'",
  "attrs==25.3.0; python_version >= '3.12'",
  "colorama==0.4.6; sys_platform == 'win32'",
];

const list = (items) => `[\n${items.map((item) => `  ${JSON.stringify(item)},\n`).join('')}]`;

/** `pyproject.toml` as the standards have it; `more` is what a manager adds. */
const standard = ({ main = [], more = '', groups = true, forks = true }) => `[project]
name = "shop"
version = "0.1.0"
requires-python = ">=3.10,<3.13"
dependencies = ${list([...(forks ? MAIN : MAIN.filter((item) => !item.startsWith('attrs'))), ...main])}

[project.optional-dependencies]
fast = ["more-itertools==10.5.0"${forks ? ', "shop[cli]"' : ''}]
cli = ["click==8.1.7"]
${
  groups
    ? `
[dependency-groups]
lint = ["pyflakes==3.2.0"]
dev = ["pytest==7.4.4", { include-group = "lint" }]
`
    : ''
}${more}`;

const member = (name, version, rest) => `[project]
name = "${name}"
version = "${version}"
requires-python = ">=3.10"
${rest}

[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[tool.setuptools]
packages = []
`;

const MONEY = { 'vendor/money/pyproject.toml': member('money-lib', '1.2.3', 'dependencies = ["six==1.16.0"]') };
const CORE = {
  'packages/core/pyproject.toml': member(
    'shop-core',
    '0.2.0',
    'dependencies = ["idna==3.7", "money-lib"]\n\n[project.optional-dependencies]\ntables = ["tabulate==0.9.0"]\n\n[dependency-groups]\ndev = ["iniconfig==2.0.0", "zipp==3.20.0"]\n\n[tool.uv.sources]\nmoney-lib = { path = "../../vendor/money" }',
  ),
};

const uvMore = `
[tool.uv.sources]
shop-core = { workspace = true }
money-lib = { path = "vendor/money" }
toolz = { url = "${TOOLZ}" }

[tool.uv.workspace]
members = ["packages/*"]
`;

export const uvProject = {
  'pyproject.toml': standard({ main: ['shop-core[tables]', 'money-lib', 'toolz'], more: uvMore }),
  ...MONEY,
  ...CORE,
};

export const pdmProject = (groups) => ({
  'pyproject.toml': standard({
    main: ['money-lib @ file:///${PROJECT_ROOT}/vendor/money', `toolz @ ${TOOLZ}`],
    groups,
    forks: false,
    more: `${groups ? '' : '\n[tool.pdm.dev-dependencies]\nlint = ["pyflakes==3.2.0"]\ndev = ["pytest==7.4.4"]\n'}\n[tool.pdm]\ndistribution = false\n`,
  }),
  ...MONEY,
});

export const plainProject = { 'pyproject.toml': standard({ main: [`toolz @ ${TOOLZ}`] }) };

export const poetryProject = ({ dev = 'group.dev.dependencies', primary = 'default = true' }) => ({
  'pyproject.toml': `[tool.poetry]
name = "shop"
version = "0.1.0"
description = ""
authors = []

[tool.poetry.dependencies]
python = ">=3.10,<3.13"
httpx = { version = "0.27.2", extras = ["socks"] }
attrs = [
  { version = "24.2.0", python = "<3.12" },
  { version = "25.3.0", python = ">=3.12" },
]
colorama = { version = "0.4.6", markers = "sys_platform == 'win32'" }
money-lib = { path = "vendor/money" }
toolz = { url = "${TOOLZ}" }
more-itertools = { version = "10.5.0", optional = true }
click = { version = "8.1.7", optional = true }

[tool.poetry.extras]
fast = ["more-itertools", "click"]
cli = ["click"]

[tool.poetry.${dev}]
pytest = "7.4.4"
${dev === 'dev-dependencies' ? '' : '\n[tool.poetry.group.lint.dependencies]\n'}pyflakes = "3.2.0"

# Poetry asks PyPI's own interface otherwise, which mirrors may not have.
[[tool.poetry.source]]
name = "simple"
url = "https://pypi.org/simple"
${primary}
`,
  'vendor/money/pyproject.toml': `[tool.poetry]
name = "money-lib"
version = "1.2.3"
description = ""
authors = []

[tool.poetry.dependencies]
python = ">=3.10"
six = "1.16.0"

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
`,
});

export const pipenvProject = {
  Pipfile: `[[source]]
url = "https://pypi.org/simple"
verify_ssl = true
name = "pypi"

[packages]
httpx = {version = "==0.27.2", extras = ["socks"]}
Toolz = {file = "${TOOLZ}"}
colorama = {version = "==0.4.6", markers = "sys_platform == 'win32'"}
money-lib = {path = "./vendor/money"}

[dev-packages]
pytest = "==7.4.4"
click = "*"
`,
  ...MONEY,
};

export const compiledProject = {
  'requirements.in': `${MAIN.join('\n')}\n`,
  'requirements-dev.in': '-r requirements.in\npytest==7.4.4\n',
};

/** Puts a project into a folder. */
export const layOut = (folder, files) => {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
};
