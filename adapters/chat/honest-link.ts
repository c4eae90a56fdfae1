/**
 * True for an address that may become a link: `https://bank.example@evil.example` reads like one host and leads to
 * another. It is then shown as plain words.
 */
export function isHonestLink(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username === '' && password === '';
}
