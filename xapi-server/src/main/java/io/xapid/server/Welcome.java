package io.xapid.server;

import io.xapid.hypervisor.Capabilities;
import io.xapid.network.NetworkCapabilities;
import io.xapid.server.config.Config;
import java.nio.file.Path;

/** What the operator reads when the daemon is ready: a few lines, and three commands that work as they stand. */
final class Welcome {
    private Welcome() {}

    static String text(
            Config config, String url, String httpsUrl, Capabilities hypervisor, NetworkCapabilities network) {
        Path password = config.rootPasswordFile();
        return """
                xapid is ready
                  listening on   %s and %s
                  guests run by  %s %s (%s): %s
                  networks       %s: %s
                  root password  in %s
                  state and log  in %s

                Try:
                  curl -s %s/jsonrpc -d '{"jsonrpc":"2.0","id":1,"method":"session.login_with_password","params":["root","'"$(cat %s)"'"]}'
                  %s
                  %s

                Ctrl-C stops it; guests go on.
                """.formatted(
                        url,
                        httpsUrl,
                        hypervisor.name(),
                        hypervisor.version(),
                        hypervisor.accelerator(),
                        hypervisor.acceleratorReason(),
                        network.name(),
                        network.remark(),
                        password,
                        config.stateDirectory(),
                        url,
                        quoted(password),
                        python(
                                url,
                                password,
                                "print(*sorted(v['name_label'] for v in c.VM.get_all_records(s)['Value'].values()),sep='\\n')"),
                        python(
                                url,
                                password,
                                "v=c.VM.clone(s,c.VM.get_by_name_label(s,'Tiny Linux')['Value'][0],'my first guest')['Value'];"
                                        + "c.VM.provision(s,v);print(c.VM.start(s,v,False,False))"));
    }

    private static String python(String url, Path password, String work) {
        String login = "import xmlrpc.client as x,sys;c=x.ServerProxy('%s');".formatted(url)
                + "s=c.session.login_with_password('root',open(sys.argv[1]).read().strip())['Value'];";
        return "python3 -c \"%s%s\" %s".formatted(login, work, quoted(password));
    }

    /** For a shell; paths are the operator's own. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_/.,@:+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
