/** The open thread is in the address, so that reload, back and bookmarks work: `#/t/<id>`. */
export function threadAddress(id: string | undefined): string {
  return id ? `#/t/${id}` : '#/';
}

export function threadOfAddress(hash: string): string | undefined {
  return /^#\/t\/([\w-]+)$/.exec(hash)?.[1];
}
