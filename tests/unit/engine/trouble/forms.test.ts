import { describe, expect, it } from 'vitest'
import { COMPARED, CHANGED, COUNT, CRASH, ENDING, ERROR, formOf, FRAME, HEADLINE, learntRole, LOCATED, NO_FORM, PASSED, SAID, saysFailure, STEP, SUMMARY, SYSTEM, WARNING, WORDS } from '#engine/trouble/forms'
import { signatureText } from '#engine/templates/signature'
import { Tokens } from '#engine/tokens/Tokens'
import { padded } from '../padded'

const textOf = (line: string) => signatureText(padded(line).buf, 0, new Tokens())
const form = (line: string) => formOf(textOf(line))

describe('the role of a line in a run', () => {
  it.each([
    ['##[group]Run the tests', STEP], ['travis_fold:start:install', STEP], ['section_start:1700000000:build', STEP], ['[Pipeline] { (Build)', STEP], ['> Task :core:compile', STEP], ['+ make all', STEP],
    ['$ npm test', STEP], ['Step 3/9 : RUN apt-get update', STEP], ['=== RUN   TestTill', STEP], ['make[2]: Entering directory /src', STEP],
    ['The command "make" exited with 2.', ENDING], ['Process completed with exit code 1.', ENDING], ['make: *** [Makefile:12: all] Error 2', ENDING], ['make: *** No rule to make target tills.  Stop.', ENDING], ['BUILD FAILURE', ENDING],
    ['Finished: FAILURE', ENDING], ['the script returned a non-zero code', ENDING],
    ['3 failed, 20 passed in 4 s', COUNT], ['Tests run: 9, Failures: 1', COUNT], ['# fail 2', COUNT], ['Test suite failed to run', SUMMARY], ['error: aborting due to 2 previous errors', COUNT],
    ['ok 4 till opens', PASSED], ['PASS till.test', PASSED], ['✓ till opens', PASSED], ['', 1], ['compiling till', SAID],
  ])('%s', (line, role) => {
    expect(form(line).role).toBe(role)
    expect(learntRole(textOf(line))).toBe(role === PASSED ? SAID : role)
  })
})

describe('the form of trouble', () => {
  it.each([
    ['src/till.c:12:4: error: till undeclared', LOCATED, 4], ['undefined reference to till_open', LOCATED, 4], ['till.md: 12: heading is too deep', LOCATED, 2], ['not ok 4 till opens', HEADLINE, 4], ['✗ till opens', HEADLINE, 3], ['FAIL till [till.phpt]', HEADLINE, 3],
    ['till_opens FAILED', HEADLINE, 3], ['TEST-UNEXPECTED-FAIL | till', HEADLINE, 3], ['Error: till is locked', ERROR, 4], ['[error] till is locked', HEADLINE, 3], ['till: fatal: locked', ERROR, 4], ['E       assert till.is_open', COMPARED, 4], ['Expected: 4', COMPARED, 3],
    ['till.py:12: AssertionError', CRASH, 4], ['Traceback (most recent call last):', CRASH, 4], ['shop.TillException: locked', CRASH, 4], ['Segmentation fault', CRASH, 4], ['bash: till: command not found', SYSTEM, 3], ['Could not resolve host till.example', SYSTEM, 3],
    ['the till cannot be opened', WORDS, 2], ['the till is deprecated', WARNING, 1], ['at shop.Till.open(Till.java:12)', FRAME, 0.5], ['@@ -1 +1 @@', CHANGED, 0.5],
  ])('%s', (line, expected, nats) => {
    expect(form(line)).toMatchObject({ form: expected, nats })
  })

  it.each(['no errors were found', 'echo "Unable to open the till"', 'loading error-pages.conf', 'Compiling shop.TillError', 'timeout: 30'])('is none in: %s', (line) => {
    expect(form(line)).toMatchObject({ form: NO_FORM, nats: 0 })
  })

  it('is next to nothing in the name of a test that is to fail, and little where the line states a warning', () => {
    expect(form('till should fail with TillLocked').nats).toBeLessThan(0.5)
    expect(form('[warn] error while reading the till').nats).toBe(1)
  })
})

describe('a verdict', () => {
  it('says failure by its number or by its words', () => {
    expect(saysFailure('The command "make" exited with 0.', ENDING)).toBe(false)
    expect(saysFailure('The command "make" exited with 2.', ENDING)).toBe(true)
    expect(saysFailure('BUILD FAILURE', ENDING)).toBe(true)
    expect(saysFailure('Tests run: 9, Failures: 0', COUNT)).toBe(false)
    expect(saysFailure('0 errors, 3 failures', COUNT)).toBe(true)
    expect(saysFailure('# fail  2', COUNT)).toBe(true)
  })
})
