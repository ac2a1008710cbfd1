/** Random texts that look like a given secret. */
import { randomInt } from "node:crypto";

/** What tokens of one kind have in common, and what gives a text its form: armour of keys, escapes, the host of an address. */
const kept = [
  /^(?:A[KS]IA|gh[pousr]_|github_pat_|gl(?:c_|sa_|[a-z]{2,5}-)|npm_|CCIP(?:AT|RJ)_|xox[abopr]-|xapp-|sk-ant-[a-z]{3,5}\d\d-|sk-(?:proj-)?)/,
  /^(?:hv[sbr]\.|dckr_pat_|pypi-AgE|SG\.|[sr]k_live_|do[opr]_v1_|rubygems_|shp(?:at|ca|pa|ss)_|figd_|lin_api_|AIza|dapi|AKCp|ops_)/,
  /^(?:AGE-SECRET-KEY-1|pul-|ntn_|hf_|gsk_|vc[a-z]_|GOCSPX-|dp\.[a-z]{2,5}\.|sntry[su]_|tskey-[a-z]{3,7}-|ATATT3|ATBB)/,
  /^https?:\/\/[^/@]{1,255}\/(?:services\/T?|api\/webhooks\/)?|\/B(?<=\/services\/T\w{6,12}\/B)/,
  /T3BlbkFJ|\.atlasv1\.|(?<=\d)Q~|AA(?<=^sk-ant-[\w-]{90,120})$/,
  /-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----/,
  /\\+(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)|%[\da-fA-F]{2}/,
];
const marks = new RegExp(`(${kept.map(({ source }) => source).join("|")})`);
const parts = /(eyJ[A-Za-z0-9+/_-]{9,}={0,2})|([A-Za-z0-9]+)|[^\0-\x7f]/g;

/** As long as the secret, with letters for letters and digits for digits. Signs and white space stay where they are. */
export function disguise(secret: string): string {
  // Every other piece is a mark.
  const pieces = secret.split(marks);
  const open = pieces.filter((_, index) => index % 2 === 0).join("");
  const changing = open.match(parts)?.join("").length ?? 0;
  // Of what is made of signs, too much would be left.
  const isHidden = changing * 2 >= open.length;
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : isHidden ? changed(piece) : withoutSigns(piece))).join("");
}

function changed(piece: string): string {
  return piece.replaceAll(parts, (part: string, json: string | undefined, letters: string | undefined) =>
    json !== undefined ? encodedJson(part) : letters !== undefined ? run(part) : anyOf(small),
  );
}

function withoutSigns(piece: string): string {
  return changed(piece).replaceAll(/[^\s\w\\"'`]/g, () => anyOf(small + digit));
}

/** Without vowels, so that no word comes about, and without what one alphabet or another leaves out. */
const small = "cdfghjkmnpqrstvwxyz";
const capital = "CDFGHJKLMNPQRSTVWXYZ";
const digit = "234567";

function run(text: string): string {
  const isMixed = text.length >= 4 && /\d/.test(text);
  const [smalls, capitals] = [
    isMixed && /^[\da-f]+$/.test(text) ? "bcdf" : small,
    isMixed && /^[\dA-F]+$/.test(text) ? "BCDF" : capital,
  ];
  return text.replaceAll(/./g, (character) => anyOf(/\d/.test(character) ? digit : /[a-z]/.test(character) ? smalls : capitals));
}

function anyOf(alphabet: string): string {
  return alphabet[randomInt(alphabet.length)] ?? "";
}

/** Parts of web tokens are JSON, and looked at as such. */
function encodedJson(encoded: string): string {
  const [, text = "", padding = ""] = /^(.*?)(=*)$/.exec(encoded) ?? [];
  const room = Math.floor((text.length * 3) / 4) - '{"":0}'.length;
  const json = `{"${Array.from({ length: room }, () => anyOf(small)).join("")}":0}`;
  return btoa(json).replaceAll("=", "").slice(0, text.length).padEnd(text.length, "A") + padding;
}
