// The story of one guest, told with the unmodified npm package xen-api, the way Xen Orchestra uses it.
// Usage: node story.mjs URL PASSWORD TEMPLATE json-rpc|xml-rpc rfb|vt100
import { connect } from 'node:tls'
import { createClient } from 'xen-api'

const [url, password, template, transport, spoken] = process.argv.slice(2)
const DEADLINE = 120_000

const say = what => console.log('held: ' + what)
const fail = what => {
  console.log('FAILED: ' + what)
  process.exit(1)
}
const check = (condition, what) => (condition ? say(what) : fail(what))

async function refused(promise) {
  try {
    await promise
  } catch (error) {
    return [error.code, ...(error.params ?? [])]
  }
  fail('a refusal was expected')
}

async function until(what, predicate) {
  const end = Date.now() + DEADLINE
  while (!(await predicate())) {
    if (Date.now() > end) fail(what + ' (in time)')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  say(what)
}

// Follows a console's location as Xen Orchestra's proxy does: all that comes until the console has spoken.
function consoleSays(location, session) {
  const { hostname, port, pathname, search } = new URL(location)
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect({ host: hostname, port: port || 443, rejectUnauthorized: false }, () =>
      socket.write(`CONNECT ${pathname}${search} HTTP/1.0\r\nHost: ${hostname}\r\nCookie: session_id=${session}\r\n\r\n`))
    socket.setEncoding('latin1').setTimeout(DEADLINE, () => socket.destroy(new Error('the console is silent: ' + heard)))
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
    socket.on('data', data => {
      heard += data
      if (/\r\n\r\n[^\n]*\n/.test(heard)) socket.destroy()
    })
  })
}

const client = (secret, more = {}) =>
  createClient({ url, allowUnauthorized: true, auth: { user: 'root', password: secret }, transport, ...more })

const wrong = await refused(client(password + 'x').connect())
check(wrong[0] === 'SESSION_AUTHENTICATION_FAILED', 'wrong password is refused ' + wrong)

const xapi = client(password)
const changes = []
xapi.objects.on('add', objects => changes.push(...Object.values(objects).map(o => ['add', o.$type, o.$ref, o.power_state])))
xapi.objects.on('update', objects =>
  changes.push(...Object.values(objects).map(o => ['update', o.$type, o.$ref, o.power_state])))
xapi.objects.on('remove', objects => changes.push(...Object.keys(objects).map(id => ['remove', id])))
await xapi.connect()
say('login')
await xapi.objectsFetched
check(Object.keys(xapi.objects.all).length > 10, 'all objects are fetched and watched')
const methods = await xapi._call('system.listMethods')
for (const name of methods.filter(m => m.endsWith('.get_all_records'))) {
  try {
    const records = Object.values(await xapi.call(name))
    const fields = new Set(records.map(record => Object.keys(record).sort().join()))
    if (fields.size > 1) fail(name + ': records differ in their fields')
  } catch (error) {
    if (error.code !== 'MESSAGE_REMOVED') fail(name + ': ' + error.code)
  }
}
say('inventory of every class')

const pool = xapi.pool
const [templateRef] = await xapi.call('VM.get_by_name_label', template)
const network = await xapi.call('network.create', { name_label: 'story', other_config: {} })
const vm = await xapi.callAsync('VM.clone', templateRef, 'story-node')
check(vm.startsWith('OpaqueRef:'), 'callAsync reads the result of its task: ' + vm)
await xapi.callAsync('VM.provision', vm)
const vdi = await xapi.call('VDI.create', {
  name_label: 'story disk', SR: pool.default_SR, virtual_size: String(64 << 20), type: 'user',
  sharable: false, read_only: false, other_config: {},
})
const vbd = await xapi.call('VBD.create', {
  VM: vm, VDI: vdi, userdevice: '1', bootable: false, mode: 'RW', type: 'Disk', empty: false,
  other_config: {}, qos_algorithm_type: '', qos_algorithm_params: {},
})
const vif = await xapi.call('VIF.create', {
  device: '0', network, VM: vm, MAC: '', MTU: 1500, other_config: {}, qos_algorithm_type: '', qos_algorithm_params: {},
})
const seen = () => xapi.getObjectByRef(vm, null)
await until('the guest is seen with its devices', () => seen()?.VBDs.includes(vbd) && seen()?.VIFs.includes(vif))
check(seen().$VBDs.some(device => device?.$VDI?.$ref === vdi), 'links between objects resolve')

await xapi.callAsync('VM.start', vm, false, false)
await until('it is seen running', () => seen()?.power_state === 'Running')
await until('its console is seen', () => seen()?.$consoles.some(c => c?.protocol === spoken))
const screen = seen().$consoles.find(c => c.protocol === spoken)
const said = await consoleSays(screen.location, xapi.sessionId)
const banner = spoken === 'rfb' ? /^HTTP\/1.1 200 OK\r\n.*\r\n\r\nRFB 003.008\n$/s : /^HTTP\/1.1 200 OK\r\n.*\r\n\r\n.*\n/s
check(banner.test(said), 'its console is where its location says ' + said)
const twice = await refused(xapi.callAsync('VM.start', vm, false, false))
check(String(twice) === String(['VM_BAD_POWER_STATE', vm, 'halted', 'running']), 'a second start is refused exactly')
await xapi.callAsync('VM.pause', vm)
await until('it is seen paused', () => seen()?.power_state === 'Paused')
await xapi.callAsync('VM.unpause', vm)
await until('it is seen running again', () => seen()?.power_state === 'Running')
await until('the guest reports', () => seen()?.$guest_metrics !== undefined)
await xapi.barrier(vm)
say('a barrier passes')
await xapi.setFieldEntry('VM', vm, 'other_config', 'story', 'told')
await xapi.setFieldEntry('VM', vm, 'other_config', 'story', null)
await xapi.call('VM.add_tags', vm, 'story')
await until('a tag is seen', () => seen()?.tags.includes('story'))
await xapi.callAsync('VM.clean_shutdown', vm)
await until('it is seen halted', () => seen()?.power_state === 'Halted')

await xapi.call('VBD.destroy', vbd)
await xapi.callAsync('VDI.destroy', vdi)
await xapi.call('VIF.destroy', vif)
await xapi.callAsync('VM.destroy', vm)
await xapi.call('network.destroy', network)
await until('it is seen gone', () => seen() === null)
const states = changes.filter(([, type, ref]) => type === 'VM' && ref === vm).map(change => change[3])
const order = states.filter((state, i) => i === 0 || state !== states[i - 1])
check(String(order) === 'Halted,Running,Paused,Running,Halted', 'events came in order ' + order)
const gone = await refused(xapi.call('VM.get_record', vm))
check(String(gone) === String(['HANDLE_INVALID', 'VM', vm]), 'the guest is gone')

const session = xapi.sessionId
await xapi.disconnect()
const spare = client(password, { watchEvents: false })
await spare.connect()
const after = await refused(spare._call('VM.get_all', [session]))
check(after[0] === 'SESSION_INVALID', 'use after logout is refused ' + after)
await spare.disconnect()
console.log('story told')
process.exit(0)
