import { defineConfig } from 'vitest/config';

// The command keeps the SDK's warning about the version of Node from its users; the tests call the SDK themselves.
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'], reporters: ['default'], env, testTimeout: 120_000 },
});
