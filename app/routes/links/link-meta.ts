/** The address of a link's page is the key: not for search engines, nor for other sites. Our own forms must still say where they come from. */
export function linkMeta(title: string) {
  return [{ title }, { name: "robots", content: "noindex" }, { name: "referrer", content: "same-origin" }];
}
