/** The cheap test that comes before the detector: which texts could hold something that it knows. */

/**
 * One alternative for each pattern of the preset's rules that are switched on, each at least as wide as the pattern it stands for.
 * Short prefixes that ordinary configs are full of (`npm_`, `sk-`) carry as much of the pattern as keeps them apart.
 */
const hints = new RegExp(
  [
    // aws
    /A3T[A-Z0-9]|AKIA|ASIA/,
    /(?:SECRET|secret|Secret)_?(?:ACCESS|access|Access)_?(?:KEY|key|Key)["']?\s*(?::|=>|=)\s*["']?[A-Za-z0-9/+=]{40}/,
    // github, gitlab, npm, docker, vercel
    /gh[pousr]_[A-Za-z0-9_]{36}|github_pat_|glpat-|npm_[A-Za-z0-9_]{36}|dckr_pat_|vc[piark]_[A-Za-z0-9]{20}/,
    // slack; the webhook pattern ignores case
    /xox[abopr]-|xapp-|[hH][oO][oO][kK][sS]\.[sS][lL][aA][cC][kK]\./,
    // openai, anthropic, groq, hugging face
    /sk-(?:proj|svcacct|admin)-|sk-[a-zA-Z0-9]{20}T3BlbkFJ|sk-ant-|gsk_[a-zA-Z0-9]{52}|hf_[a-zA-Z]{34}/,
    // sendgrid, shopify, linear, notion, grafana, figma
    /SG\.\w|shp(?:pa|ca|at|ss)_[a-zA-Z0-9]{32}|lin_api_|ntn_[0-9]{11}|glc_[A-Za-z0-9+/]{32}|glsa_|figd_/,
    // 1password, vault, databricks
    /ops_ey|hv[sbr]\.|dapi[A-Fa-f0-9]{32}/,
  ]
    .map((pattern) => pattern.source)
    .join("|"),
);

/** False only when no rule of the detector could match; then the detector need not be loaded. */
export function mayHoldKnownToken(text: string): boolean {
  return hints.test(text);
}
