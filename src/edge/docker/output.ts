import { splitLines } from '../lines.ts'

/**
 * Gives `line` what a container without a terminal prints, as the daemon sends it: frames of stdout and stderr between each
 * other. https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
export const readOutput = async (body: AsyncIterable<Uint8Array>, line: (text: string) => void): Promise<void> => {
  const streams = new Map<number, ReturnType<typeof splitLines>>()
  const streamOf = (kind: number): ReturnType<typeof splitLines> => {
    const stream = streams.get(kind) ?? splitLines(line)
    streams.set(kind, stream)
    return stream
  }
  let rest = Buffer.alloc(0)
  let kind = 0
  /** Bytes of the frame at hand that are still to come. */
  let open = 0
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= (open > 0 ? 1 : HEADER)) {
      if (open === 0) {
        kind = rest[0] ?? 0
        open = rest.readUInt32BE(SIZE_AT)
        rest = rest.subarray(HEADER)
      }
      const data = rest.subarray(0, open)
      streamOf(kind).write(data)
      open -= data.length
      rest = rest.subarray(data.length)
    }
  }
  for (const stream of streams.values()) stream.end()
}

/** Bytes before each frame: kind of stream, three zeros, length. */
const HEADER = 8
const SIZE_AT = 4
