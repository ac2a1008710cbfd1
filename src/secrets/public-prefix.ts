/** The part of a token that every token of its kind shares, and that may therefore be shown. */

const prefixes =
  /^(?:AKIA|ASIA|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|npm_|CCIPAT_|CCIPRJ_|xox[abopr]-|xapp-|https:\/\/hooks\.slack\.com\/services\/|sk-ant-|sk-proj-|hv[sbr]\.|dckr_pat_|pypi-|SG\.|[sr]k_live_|dop_v1_|rubygems_|shp(?:at|ca|pa|ss)_|figd_|lin_api_|AIza|dapi|AGE-SECRET-KEY-1|pul-|eyJ)/;

/** Fewer hidden characters than this would leave too little to guess. */
const leastHidden = 12;

/** Length of the public prefix of a token, 0 when it has none or would be given away by it. */
export function publicPrefixLength(token: string): number {
  const length = prefixes.exec(token)?.[0].length ?? 0;
  return token.length - length >= leastHidden ? length : 0;
}
