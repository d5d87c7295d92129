import { vi } from 'vitest'
import type { StreamEvent, StreamResult } from '../../shared/stream'
import { makeResult } from './makeFinding'

/** The EventSource of the page under test, driven by the test. */
export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: FakeEventSource[] = []
  static get last(): FakeEventSource {
    const source = FakeEventSource.all.at(-1)
    if (!source) throw new Error('no stream has been opened')
    return source
  }

  readyState = FakeEventSource.CONNECTING

  constructor(readonly url: string) {
    super()
    FakeEventSource.all.push(this)
  }

  open() {
    this.readyState = FakeEventSource.OPEN
    this.dispatchEvent(new Event('open'))
  }

  say(event: StreamEvent, changes: Partial<StreamResult> = {}) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(makeResult(changes)) }))
  }

  lose(isClosed = false) {
    this.readyState = isClosed ? FakeEventSource.CLOSED : FakeEventSource.CONNECTING
    this.dispatchEvent(new Event('error'))
  }

  close() {
    this.readyState = FakeEventSource.CLOSED
  }
}

type Answer = { status?: number, body?: unknown } | (() => { status?: number, body?: unknown })

/** Answers our own API from a table of `METHOD /path` (query left out); what is not in it is 404. Tells all calls. */
export function fakeServer(answers: Record<string, Answer>) {
  const calls: string[] = []
  FakeEventSource.all = []
  vi.stubGlobal('EventSource', FakeEventSource)
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://localhost')
    const call = `${init?.method ?? 'GET'} ${url.pathname}`
    calls.push(call)
    const answer = answers[call]
    const { status = 200, body = null } = (typeof answer === 'function' ? answer() : answer)
      ?? { status: 404, body: { type: 'about:blank', title: 'Not found', status: 404, detail: 'There is no such thing.' } }
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  })
  return { calls, count: (call: string) => calls.filter(made => made === call).length }
}

/** An XMLHttpRequest that sends nothing until the test says what happens. */
export class FakeUpload extends EventTarget {
  static all: FakeUpload[] = []
  static get last(): FakeUpload {
    const upload = FakeUpload.all.at(-1)
    if (!upload) throw new Error('nothing has been uploaded')
    return upload
  }

  readonly upload = new EventTarget()
  status = 0
  responseText = ''
  url = ''
  form: FormData | null = null
  isAborted = false

  constructor() {
    super()
    FakeUpload.all.push(this)
  }

  open(_method: string, url: string) {
    this.url = url
  }

  setRequestHeader() {}

  send(form: FormData) {
    this.form = form
  }

  abort() {
    this.isAborted = true
    this.dispatchEvent(new Event('abort'))
  }

  sent(bytes: number) {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: bytes }))
  }

  answer(status: number, body: unknown) {
    this.status = status
    this.responseText = JSON.stringify(body)
    this.dispatchEvent(new Event('load'))
  }
}
