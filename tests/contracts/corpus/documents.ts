import type { DocumentPackage } from './packages.ts'

/** OpenAPI documents that nobody here wrote, in packages that are small enough to be fetched. */
export const CORPUS: readonly DocumentPackage[] = [
  {
    name: '@readme/oas-examples',
    version: '8.2.2',
    integrity:
      'sha512-uytlvlylq3zpemG0h1R7ijlMBCajqXU0VpMI1Iw+j92s77Y/oT6pBf3BZN0lYl0WIGTh7POM4Jdu7L14eCzwXQ==',
    files: [
      '3.0/json/callbacks.json',
      '3.0/json/circular-request-bodies.json',
      '3.0/json/complex-nesting.json',
      '3.0/json/discriminators.json',
      '3.0/json/petstore.json',
      '3.0/json/polymorphism.json',
      '3.0/json/schema-additional-properties.json',
      '3.0/json/schema-circular.json',
      '3.0/json/schema-enums.json',
      '3.0/json/schema-types.json',
      '3.0/json/readme-legacy.json',
      '3.0/json/request-examples.json',
      '3.1/json/petstore.json',
      '3.1/json/train-travel.json',
      '3.1/json/webhooks.json',
    ],
  },
  {
    name: '@scalar/galaxy',
    version: '0.2.20',
    integrity:
      'sha512-fAoAgFJbS1HPS7Inp/V+NbIs5kNefrI3BeBnPxItJf9ukDEI2wjcRskZKl4taSWCxSAJAAmTp9B3oZUyq7US0w==',
    files: ['dist/3.1.yaml'],
  },
  {
    name: '@shipengine/connect-fulfillment-provider-api',
    version: '4.6.0',
    integrity:
      'sha512-gXKSVyqh0iJXnrf2Ma8LvG0QXco6d3DcAHdyhhmlCPBdTLAVYi+1sJe64M846KUXFiGa/DC8n1+GgItTP8HPQA==',
    files: ['spec.yaml'],
  },
  {
    name: '@blockfrost/openapi',
    version: '0.1.93',
    integrity:
      'sha512-gC0NOZk+9MSa5aK846gbcU12VqbZwzVpZmgO6314e9ExJo9g3QsMmniplewOhI5fJQVHR0A7lgCVqk/pbK1iKA==',
    files: ['openapi.yaml'],
  },
  {
    name: '@ideal-postcodes/openapi',
    version: '4.21.0',
    integrity:
      'sha512-QvwrkjQNFYj+drLJ8UKex8mlrPRn7/pii9l5G2X/FFbyisEzZ46524tpm4MphIpqjZHGBgK2gnGgrXQxeDwy+w==',
    files: ['dist/openapi.json'],
  },
]
