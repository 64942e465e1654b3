import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopback, isNamed, isPrivate, refusedTarget } from '../../../src/core/registry/address.ts'

const refused = (from: string, to: string, trusted: readonly string[] = []): string | undefined =>
  refusedTarget(new URL(from), new URL(to), trusted)

const PRIVATE = [
  'http://169.254.169.254/',
  'http://2852039166/',
  'http://0251.0376.0251.0376/',
  'http://0xa9fea9fe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::a9fe:a9fe]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://localhost/',
  'http://a.localhost/',
  'http://[::1]/',
  'http://[::]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[ff02::1]/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
]

const PUBLIC = [
  'https://example.com/',
  'https://1.1.1.1/',
  'https://172.32.0.1/',
  'https://172.15.0.1/',
  'https://100.128.0.1/',
  'https://192.169.0.1/',
  'https://[2606:4700::1111]/',
  'https://[::ffff:1.1.1.1]/',
  'https://10.example.com/',
]

test('isPrivate() knows every spelling of addresses that are not public', () => {
  for (const text of PRIVATE) assert.ok(isPrivate(new URL(text).hostname), text)
  for (const text of PUBLIC) assert.ok(!isPrivate(new URL(text).hostname), text)
})

test('isLoopback() takes hosts with and without a port', () => {
  for (const host of ['localhost', 'localhost:5000', '127.0.0.1:1', '127.9.9.9', '[::1]', '[::1]:5000', 'LOCALHOST'])
    assert.ok(isLoopback(host), host)
  for (const host of ['localhost.example.com', '127.example.com', '1127.0.0.1', '[::2]', 'mylocalhost'])
    assert.ok(!isLoopback(host), host)
})

test('isNamed() takes a host with its port, or with all of them', () => {
  assert.ok(isNamed('a.b:5000', ['a.b:5000']) && isNamed('a.b:5000', ['a.b']))
  assert.ok(!isNamed('a.b:5000', ['a.b:5001']) && !isNamed('a.b', ['a.b:5000']))
})

test('refusedTarget() lets public hosts send us to public hosts only', () => {
  for (const text of PRIVATE) assert.ok(refused('https://r.example/', text.replace('http:', 'https:')), text)
  for (const text of PUBLIC) assert.equal(refused('https://r.example/', text), undefined, text)
})

test('refusedTarget() exempts the same host on any port, and loopback to loopback', () => {
  assert.equal(refused('http://10.0.0.1:5000/', 'http://10.0.0.1:9000/'), undefined)
  assert.equal(refused('http://127.0.0.1:5000/', 'http://localhost:9000/'), undefined)
  assert.match(refused('http://127.0.0.1:5000/', 'http://10.0.0.1/') ?? '', /private/)
})

test('refusedTarget() exempts hosts that the user named', () => {
  assert.equal(refused('http://r.lan:5000/', 'http://10.0.0.1:9000/', ['10.0.0.1:9000']), undefined)
  assert.equal(refused('http://r.lan:5000/', 'http://store.lan/', ['store.lan']), undefined)
})

test('refusedTarget() never leads from https to http, nor to other schemes, nor with credentials', () => {
  assert.match(refused('https://a.b/', 'http://a.b/', ['a.b']) ?? '', /plain http/)
  assert.match(refused('http://r.lan/', 'http://elsewhere.example/') ?? '', /plain http/)
  assert.match(refused('https://a.b/', 'file:///etc/passwd') ?? '', /neither/)
  assert.match(refused('https://a.b/', 'https://u:p@a.b/') ?? '', /credentials/)
})
