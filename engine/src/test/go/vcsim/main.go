// Runs govmomi's vCenter simulator for the tests: a vCenter that nobody here wrote.
//
// Prints one line of JSON with its URL and its datastores' folders, then serves until its standard
// input ends, so that it cannot outlive the test that started it.
//
// Build: GO111MODULE=off GOPATH=/usr/share/gocode go build (Debian: golang-go and
// golang-github-vmware-govmomi-dev).
package main

import (
	"crypto/tls"
	"encoding/json"
	"flag"
	"io"
	"log"
	"net/url"
	"os"

	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator" // serves /rest, where tags are
	"github.com/vmware/govmomi/vim25/types"
)

type ready struct {
	URL        string            `json:"url"`
	Datastores map[string]string `json:"datastores"`
}

func main() {
	esx := flag.Bool("esx", false, "a standalone host instead of a vCenter")
	machines := flag.Int("vm", 2, "VMs per resource pool")
	apps := flag.Int("app", 0, "vApps per cluster, with as many VMs each")
	user := flag.String("user", "backup", "the one user name that may log in")
	disk := flag.Int64("disk", 64<<20, "size of every disk in bytes")
	password := flag.String("password", "secret", "and its password")
	flag.Parse()

	model := simulator.VPX()
	if *esx {
		model = simulator.ESX()
	}
	model.Machine = *machines
	model.App = *apps
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	defer model.Remove()
	resize(*disk)
	model.Service.RegisterEndpoints = true
	model.Service.TLS = new(tls.Config)
	model.Service.Listen = &url.URL{Host: "127.0.0.1:0", User: url.UserPassword(*user, *password)}
	server := model.Service.NewServer()
	defer server.Close()

	said := ready{URL: server.URL.Scheme + "://" + server.URL.Host + server.URL.Path, Datastores: map[string]string{}}
	for _, entity := range simulator.Map.All("Datastore") {
		datastore := entity.(*simulator.Datastore)
		said.Datastores[datastore.Name] = datastore.Info.GetDatastoreInfo().Url
	}
	if err := json.NewEncoder(os.Stdout).Encode(said); err != nil {
		log.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// The model's disks are too small to be read in several requests.
func resize(bytes int64) {
	for _, entity := range simulator.Map.All("VirtualMachine") {
		for _, device := range entity.(*simulator.VirtualMachine).Config.Hardware.Device {
			if disk, ok := device.(*types.VirtualDisk); ok {
				disk.CapacityInBytes = bytes
				disk.CapacityInKB = bytes / 1024
			}
		}
	}
}
