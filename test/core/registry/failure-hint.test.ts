import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hintOnFailure } from '../../../src/core/registry/failure-hint.ts'

const tls = { host: 'a.b:5000', plain: false }
const plain = { host: 'a.b:5000', plain: true }

test('hintOnFailure() tells plain HTTP behind https from TLS behind http', () => {
  assert.match(hintOnFailure('EPROTO', '…:wrong version number:…', tls) ?? '', /"a\.b:5000" speaks plain HTTP/)
  assert.match(hintOnFailure('HPE_INVALID_CONSTANT', 'Parse Error', plain) ?? '', /wants TLS/)
})

test('hintOnFailure() says what to do about certificates', () => {
  assert.match(hintOnFailure('DEPTH_ZERO_SELF_SIGNED_CERT', '', tls) ?? '', /"registry-ca"/)
  assert.match(hintOnFailure('CERT_HAS_EXPIRED', '', tls) ?? '', /clock/)
  assert.match(hintOnFailure('ERR_TLS_CERT_ALTNAME_INVALID', '', tls) ?? '', /host name/)
})

test('hintOnFailure() says nothing where it knows nothing', () => {
  assert.equal(hintOnFailure('EWHATEVER', '', tls), undefined)
})
