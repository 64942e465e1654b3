import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scheduleFault } from '../../../src/core/workload/schedule.ts'

const GOOD = [
  '* * * * *',
  '*/5 0-6/2 1,15 jan-MAR mon',
  '0 0 31 12 6',
  '? * * * ?',
  '5/15 * * * *',
  '@daily',
  '@every 1h30m',
  ' 0  1 * * * ',
]

for (const schedule of GOOD)
  test(`scheduleFault() finds nothing wrong with "${schedule}"`, () => {
    assert.equal(scheduleFault(schedule), undefined)
  })

const BAD: Readonly<Record<string, string>> = {
  '': 'it has 1 fields, not 5',
  '* * * *': 'it has 4 fields, not 5',
  '0 * * * * *': 'it has 6 fields, not 5',
  '60 * * * *': '"60" is no minute',
  '* 24 * * *': '"24" is no hour',
  '* * 0 * *': '"0" is no day of the month',
  '* * * 13 *': '"13" is no month',
  '* * * * 7': '"7" is no day of the week',
  '5-1 * * * *': '"5-1" is no minute',
  '*/0 * * * *': '"*/0" is no minute',
  '*-5 * * * *': '"*-5" is no minute',
  '1,,2 * * * *': '"1,,2" is no minute',
  'mon * * * *': '"mon" is no minute',
  '-1 * * * *': '"-1" is no minute',
  '@reboot': '"@reboot" is none of the known words',
  '@every 5': '"@every 5" is none of the known words',
  'TZ=UTC * * * * *': 'a time zone cannot stand in it',
}

for (const [schedule, fault] of Object.entries(BAD))
  test(`scheduleFault() finds what is wrong with "${schedule}"`, () => {
    assert.equal(scheduleFault(schedule), fault)
  })
