package io.xapid.server.wire;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/** Makes {@link ApiConnection}s. */
final class ApiConnectionFactory extends AbstractConnectionFactory implements HttpConfiguration.ConnectionFactory {
    private final HttpConfiguration configuration;

    ApiConnectionFactory(HttpConfiguration configuration) {
        super(HttpVersion.HTTP_1_1.asString());
        this.configuration = configuration;
        installBean(configuration);
        setInputBufferSize(configuration.getInputBufferSize());
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return configuration;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new ApiConnection(configuration, connector, endPoint), connector, endPoint);
    }
}
