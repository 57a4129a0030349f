import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import type { StackGateway } from './stacks.ts'

export interface GatewayFiles {
  readonly command: readonly string[]
  /** PEM of the certificate that it shows. */
  readonly certificate?: string
}

/** nginx with its default limits before an endpoint, everything of it within one folder. */
export async function writeGateway(
  { prefix = '', isTls = false }: StackGateway,
  folder: string,
  ports: { readonly outside: number; readonly inside: number },
): Promise<GatewayFiles> {
  const pems = isTls
    ? await generate([{ name: 'commonName', value: 'localhost' }], {
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
      })
    : undefined
  if (pems !== undefined) {
    writeFileSync(join(folder, 'certificate.pem'), pems.cert)
    writeFileSync(join(folder, 'key.pem'), pems.private)
  }
  const tls = `ssl_certificate ${folder}/certificate.pem; ssl_certificate_key ${folder}/key.pem;`
  // Its workers write bodies into this folder, which is its owner's alone.
  const user = process.getuid?.() === 0 ? 'user root; ' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user}daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
events {}
http {
  access_log off; ${temporary}
  server {
    listen 127.0.0.1:${ports.outside}${isTls ? ' ssl' : ''};
    ${isTls ? tls : ''}
    location ${prefix}/ { proxy_pass http://127.0.0.1:${ports.inside}; proxy_set_header Host $host; }
  }
}
`,
  )
  return {
    command: [
      'nginx',
      '-p',
      folder,
      '-c',
      join(folder, 'nginx.conf'),
      '-e',
      join(folder, 'error.log'),
    ],
    ...(pems === undefined ? {} : { certificate: pems.cert }),
  }
}
