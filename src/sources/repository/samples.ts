/** What is written to try or to show something: its credentials are more often made up. */
export const SAMPLE =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|__fixtures__|testdata|test-data|mocks?|__mocks__|stubs|examples?|samples?|demos?|docs?|e2e|cypress|stories)\/|[._-](?:test|spec|stories|e2e|mock|fixture|example|sample|template|dist)(?:\.[\w]+)?$|(?:^|\/)test_[^/]+$|\.(?:md|mdx|rst|adoc|txt)$/i;
