import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const compose = readFileSync('docker-compose.yml', 'utf8')
const example = readFileSync('.env.example', 'utf8')
const dockerfile = readFileSync('Dockerfile', 'utf8')

/** The text of each service, by name. */
const services = new Map(compose.slice(compose.indexOf('\nservices:')).split(/\n(?=\S)/)[1]?.split(/\n(?= {2}\w)/).slice(1).map((text): [string, string] => [text.slice(2, text.indexOf(':')), text]))

describe('docker-compose.yml', () => {
  it('has a process of each role and the three stores', () => {
    expect([...services.keys()]).toEqual(['web', 'worker', 'mongo', 'postgres', 'redis'])
    expect(services.get('web')).toContain('ROLE: web')
    expect(services.get('worker')).toContain('ROLE: worker')
  })

  it('knows no secret: each comes from the environment, and the start is refused without it', () => {
    const secrets = [...compose.matchAll(/\$\{(\w*(?:TOKEN|PASSWORD)\w*)([^}]*)\}/g)]
    expect(new Set(secrets.map(([, name]) => name))).toEqual(new Set(['API_TOKEN', 'MONGO_PASSWORD', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD']))
    for (const [whole, name, otherwise] of secrets) {
      expect(otherwise, whole).toMatch(/^:\?/)
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'))
    }
  })

  it('names each variable in .env.example', () => {
    for (const [, name] of compose.matchAll(/(?<!\$)\$\{(\w+)/g)) expect(example).toMatch(new RegExp(`^(?:# )?${name}=`, 'm'))
  })

  it.each(['mongo', 'postgres', 'redis'])('%s is watched over and limited, and waited for', (name) => {
    expect(services.get(name)).toMatch(/healthcheck:[^]*limits: \{ memory: /)
    expect(compose).toContain(`${name}: { condition: service_healthy }`)
  })

  it('keeps what must outlive a container', () => {
    for (const name of ['mongo', 'postgres']) expect(services.get(name)).toMatch(/volumes: \['\w+:\//)
  })

  it('lets a worker end in peace', () => {
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThanOrEqual(30)
  })
})

describe('Dockerfile', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'))

  it('leaves what builds behind, and does not run as root', () => {
    expect(dockerfile.match(/^FROM /gm)).toHaveLength(2)
    expect(last).toMatch(/^USER node$/m)
    expect(last).not.toMatch(/npm|node_modules/)
  })

  it('is asked whether it lives', () => {
    expect(last).toMatch(/^HEALTHCHECK [^]*\/api\/health\/live/m)
  })
})
