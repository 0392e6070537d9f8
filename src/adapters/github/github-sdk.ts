/** What we use of GitHub's client, behind one `import()`: no program loads it that does not talk to GitHub. */
export { getOctokit } from '@actions/github';
export { getProxyUrl, HttpClient } from '@actions/http-client';
export { retry } from '@octokit/plugin-retry';
export { throttling } from '@octokit/plugin-throttling';
