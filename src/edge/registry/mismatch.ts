/** Bytes that are not those of the digest they were asked or sent by. The message is a whole sentence. */
export class ContentMismatch extends Error {
  override readonly name = 'ContentMismatch'
}
