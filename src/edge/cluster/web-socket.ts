import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'

/** A WebSocket whose opening handshake is done. https://www.rfc-editor.org/rfc/rfc6455 */
export interface WebSocket {
  /** Binary messages, whole, until the other side closes. Throws what breaks the connection. */
  readonly messages: AsyncIterable<Buffer>
  /** Sends one binary message; resolves when there is room for the next. */
  send(...parts: readonly Uint8Array[]): Promise<void>
  close(): void
}

/** Headers of the request that opens one. */
export const handshakeHeaders = (protocol: string): Readonly<Record<string, string>> => ({
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': randomBytes(16).toString('base64'),
  'sec-websocket-protocol': protocol,
})

/** Speaks over a connection that was upgraded; `head` is what came with the answer. */
export const openWebSocket = (socket: Duplex, head: Uint8Array): WebSocket => {
  if (head.length > 0) socket.unshift(head)
  socket.on('error', () => undefined)
  const write = (frame: Buffer): Promise<void> => {
    if (socket.destroyed || socket.write(frame)) return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        socket.off('drain', done)
        socket.off('close', done)
        resolve()
      }
      socket.on('drain', done)
      socket.on('close', done)
    })
  }
  return {
    messages: readMessages(socket, (payload) => void write(frameOf(PONG, payload))),
    send: (...parts) => write(frameOf(BINARY, ...parts)),
    close: () => {
      if (!socket.destroyed) socket.end(frameOf(CLOSE, NORMAL), () => socket.destroy())
    },
  }
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.2
const CONTINUATION = 0x0
const BINARY = 0x2
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa
const NORMAL = Buffer.of(0x03, 0xe8)

/** Of one message, in bytes: the API server sends 32 KiB at most. */
const MAX_MESSAGE = 16 * 1024 * 1024

/** What a client sends is masked, so that no proxy takes it for something else. */
const frameOf = (opcode: number, ...parts: readonly Uint8Array[]): Buffer => {
  const payload = Buffer.concat(parts)
  const { length } = payload
  const mask = randomBytes(4)
  const size = length < 126 ? Buffer.of(0x80 | length) : length < 65_536 ? Buffer.alloc(3) : Buffer.alloc(9)
  if (size.length === 3) size.writeUInt16BE(length, 1)
  if (size.length === 9) size.writeBigUInt64BE(BigInt(length), 1)
  if (size.length > 1) size[0] = 0x80 | (size.length === 3 ? 126 : 127)
  for (let i = 0; i < length; i += 1) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0)
  return Buffer.concat([Buffer.of(0x80 | opcode), size, mask, payload])
}

interface Frame {
  readonly final: boolean
  readonly opcode: number
  readonly payload: Buffer
}

async function* readMessages(socket: Duplex, pong: (payload: Buffer) => void): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  for await (const { final, opcode, payload } of readFrames(socket)) {
    if (opcode === CLOSE) return
    if (opcode === PING) pong(payload)
    else if (opcode <= BINARY) {
      if (opcode !== CONTINUATION) parts = []
      parts.push(payload)
      if (final) yield parts.length === 1 ? payload : Buffer.concat(parts)
    }
  }
}

async function* readFrames(socket: Duplex): AsyncGenerator<Frame> {
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    for (let frame = takeFrame(pending); frame !== undefined; frame = takeFrame(pending)) {
      pending = pending.subarray(frame.size)
      yield frame
    }
  }
}

const takeFrame = (bytes: Buffer): (Frame & { readonly size: number }) | undefined => {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const start = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < start) return undefined
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (length > MAX_MESSAGE) throw new Error('A frame of the WebSocket is too long')
  if (bytes.length < start + length) return undefined
  const payload = bytes.subarray(start, start + length)
  return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload, size: start + length }
}
